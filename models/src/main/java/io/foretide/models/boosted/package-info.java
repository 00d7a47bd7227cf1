/** Gradient boosted trees: one global, direct model over all series of a data set. */
package io.foretide.models.boosted;
