/** Kinds that say how much of a portfolio each series is to be. */
package io.foretide.models.allocation;
