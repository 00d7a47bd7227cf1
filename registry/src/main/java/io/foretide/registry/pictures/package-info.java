/** Pictures of what the registry knows, as SVG: readable alone, in the light and in the dark. */
package io.foretide.registry.pictures;
