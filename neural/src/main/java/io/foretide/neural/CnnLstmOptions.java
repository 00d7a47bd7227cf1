package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;
import io.foretide.models.kind.Variant;

/** Settings of {@link CnnLstmKind}. */
@Variant(
    value = "lightweight",
    settings = {"convolutions=1", "filters=32", "units=32"})
@Variant(
    value = "deep",
    settings = {"convolutions=3", "filters=128", "hiddenLayers=2", "units=100"})
record CnnLstmOptions(
    @Setting(value = "2", min = 1, max = 10, help = "Convolutions on top of each other")
        int convolutions,
    @Setting(value = "64", min = 1, max = 1024, help = "Filters of every convolution") int filters,
    @Setting(value = "3", min = 2, max = 64, help = "Steps that one output of a convolution reads")
        int kernel,
    @Setting(value = "1", min = 1, max = 10, help = "LSTM layers on top of the convolutions")
        int hiddenLayers,
    @Setting(value = "50", min = 1, max = 1024, help = "Units of an LSTM layer") int units,
    @Setting(
            value = "0.2",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(defaults = "learningRate=0.004") TrainingOptions training,
    @SharedSettings CovariateOptions covariates)
    implements NeuralOptions {}
