package io.foretide.models.direction;

import io.foretide.models.kind.Setting;

/** What can be chosen of {@code adm}. */
record AdmOptions(
    @Setting(
            value = "0.99",
            help = "state discount of the quickest regressions; others forget slower or never",
            min = 0.8,
            max = 1)
        double discount,
    @Setting(
            value = "0.98",
            help = "variance discount: 0.98 remembers about 50 bars",
            min = 0.8,
            max = 1)
        double varianceDiscount,
    @Setting(
            value = "0.99",
            help = "forgetting of how well each regression did",
            min = 0.8,
            max = 1)
        double forgetting,
    @Setting(
            value = "0.05",
            help = "standard deviation of a coefficient before anything was seen",
            min = 0.0001,
            max = 10)
        double prior,
    @Setting(
            value = "0.5",
            help = "how likely the random walk is before anything was seen",
            min = 0.01,
            max = 0.99)
        double walk) {}
