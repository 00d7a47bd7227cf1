/**
 * Kinds made of other kinds: their members come in by the constructor, whatever module they live
 * in.
 */
package io.foretide.models.ensemble;
