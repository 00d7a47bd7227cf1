/**
 * Fused layers: ordinary DL4J layers whose forward and backward each run over the whole sequence in
 * one call, with reused buffers, GEMMs on raw memory and gates in plain loops.
 */
package io.foretide.neural.layers;
