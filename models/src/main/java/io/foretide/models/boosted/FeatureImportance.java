package io.foretide.models.boosted;

/**
 * How much the trees made of a feature, over all bags.
 *
 * @param gain by how much its splits lowered the loss
 * @param splits how many splits there are
 */
public record FeatureImportance(String feature, double gain, long splits) {}
