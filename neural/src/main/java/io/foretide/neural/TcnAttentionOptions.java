package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;
import io.foretide.models.kind.Variant;

/** Settings of {@link TcnAttentionKind}. */
@Variant(
    value = "lightweight",
    settings = {"blocks=4", "filters=32", "headSize=8"})
@Variant(
    value = "deep",
    settings = {"blocks=6", "filters=128", "headSize=32"})
record TcnAttentionOptions(
    @Setting(
            value = "5",
            min = 1,
            max = 10,
            help = "Blocks of two convolutions; each looks twice as far apart as the one before")
        int blocks,
    @Setting(value = "64", min = 1, max = 1024, help = "Filters of every convolution") int filters,
    @Setting(value = "5", min = 2, max = 64, help = "Steps that one output of a convolution reads")
        int kernel,
    @Setting(value = "4", min = 1, max = 64, help = "Heads of attention") int heads,
    @Setting(value = "16", min = 1, max = 512, help = "Features of a head") int headSize,
    @Setting(
            value = "0.2",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(defaults = "learningRate=0.002") TrainingOptions training,
    @SharedSettings CovariateOptions covariates)
    implements NeuralOptions {}
