/** Kinds that forecast which way a market goes, and their ensemble. */
package io.foretide.models.direction;
