package io.foretide.models.allocation;

import io.foretide.models.kind.Setting;

/** What both kinds of portfolio let one choose. */
record Bounds(
    @Setting(value = "5", help = "how much return a variance is worth", min = 0.01, max = 1000)
        double aversion,
    @Setting(value = "0", help = "least share of an asset", min = 0, max = 1) double least,
    @Setting(
            value = "0.25",
            help = "most share of an asset; raised where they could not add up to 1",
            min = 0.001,
            max = 1)
        double most,
    @Setting(value = "500", help = "latest bars that are learned from", min = 60, max = 100_000)
        int window) {}
