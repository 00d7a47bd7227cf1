package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;

/** Settings of {@link InformerKind}. */
record InformerOptions(
    @Setting(
            value = "2",
            min = 1,
            max = 10,
            help = "Layers of the encoder; from one to the next the context is halved")
        int hiddenLayers,
    @Setting(value = "4", min = 1, max = 64, help = "Heads of attention; they divide the units")
        int heads,
    @Setting(value = "32", min = 1, max = 1024, help = "Units that describe a step") int units,
    @Setting(value = "64", min = 1, max = 4096, help = "Units between two layers of attention")
        int innerUnits,
    @Setting(
            value = "5",
            min = 1,
            max = 100,
            help = "Of L steps, factor * ln L attend; the others take the mean")
        int factor,
    @Setting(
            value = "0.1",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(defaults = "learningRate=0.001") TrainingOptions training,
    @SharedSettings CovariateOptions covariates)
    implements NeuralOptions {}
