package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;

/** Settings of {@link LstmKind}. */
record LstmOptions(
    @Setting(value = "2", min = 1, max = 10, help = "LSTM layers on top of each other")
        int hiddenLayers,
    @Setting(value = "50", min = 1, max = 1024, help = "Units per layer") int units,
    @Setting(
            value = "0.2",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(defaults = "learningRate=0.008") TrainingOptions training) {}
