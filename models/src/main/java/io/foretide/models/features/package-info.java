/**
 * Numbers that describe a step: the calendar, and of a bar of a market what it and the bars before
 * it tell. Causal by construction: every formula at a bar reads that bar and earlier ones, whatever
 * comes after.
 */
package io.foretide.models.features;
