package io.foretide.models.boosted;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Variant;

/** What can be chosen of a fit. */
@Variant(
    value = "direction",
    settings = {"objective=direction", "rounds=60", "learningRate=0.03", "leaves=8", "minLeaf=200"})
record LightGbmOptions(
    @Setting(value = "200", help = "trees in each bag", min = 1, max = 10_000) int rounds,
    @Setting(value = "0.05", help = "how much each tree adds", min = 0.001, max = 1)
        double learningRate,
    @Setting(value = "31", help = "leaves of a tree", min = 2, max = 1024) int leaves,
    @Setting(value = "50", help = "fewest training rows in a leaf", min = 1) int minLeaf,
    @Setting(
            value = "regression",
            help =
                "what a tree minimises; poisson and tweedie need values of zero or more, direction"
                    + " learns on which side of the last value the next ones lie",
            choices = {"regression", "l1", "huber", "poisson", "tweedie", "direction"})
        String objective,
    @Setting(
            value = "0.8",
            help = "share of the features that a tree may look at",
            min = 0.1,
            max = 1)
        double features,
    @Setting(value = "2", help = "boosters that are averaged", min = 1, max = 20) int bags,
    @Setting(value = "50000", help = "most training rows drawn", min = 1000, max = 5_000_000)
        int rows,
    @Setting(
            value = "0",
            help = "days after which a training row counts half; 0 counts all alike",
            min = 0)
        double halfLife,
    @Setting(
            value = "true",
            help = "whether trees may tell series apart by their identity and attributes")
        boolean identity) {}
