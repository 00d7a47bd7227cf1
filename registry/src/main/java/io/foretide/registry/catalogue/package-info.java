/** The kinds that can be trained: their cards, what was measured of them, which to take. */
package io.foretide.registry.catalogue;
