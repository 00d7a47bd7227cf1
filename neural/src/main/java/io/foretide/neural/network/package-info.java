/** Bricks as DL4J layers: updaters, listeners and ModelSerializer work on them as on any other. */
package io.foretide.neural.network;
