/**
 * Numbers that describe a bar of a market by it and the bars before it. Causal by construction:
 * every formula at a bar reads that bar and earlier ones, whatever comes after.
 */
package io.foretide.models.features;
