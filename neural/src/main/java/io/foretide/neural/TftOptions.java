package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;

/** Settings of {@link TftKind}. */
record TftOptions(
    @Setting(value = "1", min = 1, max = 10, help = "LSTM layers on top of each other")
        int hiddenLayers,
    @Setting(value = "32", min = 4, max = 512, help = "Units that describe a step") int units,
    @Setting(value = "4", min = 1, max = 64, help = "Heads of attention") int heads,
    @Setting(
            value = "0.1",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(defaults = "learningRate=0.003") TrainingOptions training,
    @SharedSettings CovariateOptions covariates)
    implements NeuralOptions {}
