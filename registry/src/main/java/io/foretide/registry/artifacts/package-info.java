/** What versions are made of: their files, to look into and to take away. */
package io.foretide.registry.artifacts;
