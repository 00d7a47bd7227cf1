package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;
import io.foretide.models.kind.Variant;

/** Settings of {@link AttentionLstmKind}. */
@Variant(
    value = "lightweight",
    settings = {"units=64"})
@Variant(
    value = "deep",
    settings = {"hiddenLayers=3", "units=256"})
record AttentionLstmOptions(
    @Setting(value = "2", min = 1, max = 10, help = "LSTM layers on top of each other")
        int hiddenLayers,
    @Setting(
            value = "128",
            min = 1,
            max = 1024,
            help = "Units of the first layer; each further one has half as many")
        int units,
    @Setting(value = "4", min = 1, max = 64, help = "Heads of attention") int heads,
    @Setting(value = "64", min = 1, max = 512, help = "Features of a head") int headSize,
    @Setting(
            value = "0.2",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(defaults = "learningRate=0.004") TrainingOptions training,
    @SharedSettings CovariateOptions covariates)
    implements NeuralOptions {}
