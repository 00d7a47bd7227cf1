package io.foretide.neural;

import io.foretide.models.kind.SharedSettings;

/** Settings of {@link NLinearKind}. */
record NLinearOptions(
    @SharedSettings(defaults = {"learningRate=0.002", "windowsPerEpoch=4000"})
        TrainingOptions training,
    @SharedSettings CovariateOptions covariates,
    @SharedSettings CalendarOptions calendar)
    implements NeuralOptions {}
