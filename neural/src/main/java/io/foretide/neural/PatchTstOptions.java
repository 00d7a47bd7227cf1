package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;

/** Settings of {@link PatchTstKind}. */
record PatchTstOptions(
    @Setting(
            value = "16",
            min = 1,
            max = 512,
            help = "Steps of history that one patch holds; at most the lookback")
        int patch,
    @Setting(value = "8", min = 1, max = 512, help = "Steps from one patch to the next") int stride,
    @Setting(value = "2", min = 1, max = 10, help = "Layers of attention on top of each other")
        int hiddenLayers,
    @Setting(value = "4", min = 1, max = 64, help = "Heads of attention; they divide the units")
        int heads,
    @Setting(value = "16", min = 1, max = 1024, help = "Units that describe a patch") int units,
    @Setting(value = "64", min = 1, max = 4096, help = "Units between two layers of attention")
        int innerUnits,
    @Setting(
            value = "0.3",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(
            defaults = {
              "lookback=56",
              "epochs=20",
              "windowsPerEpoch=6000",
              "patience=4",
              "weighting=series"
            })
        TrainingOptions training,
    @SharedSettings CovariateOptions covariates,
    @SharedSettings CalendarOptions calendar)
    implements NeuralOptions {}
