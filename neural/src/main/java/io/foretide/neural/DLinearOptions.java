package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;

/** Settings of {@link DLinearKind}. */
record DLinearOptions(
    @Setting(
            value = "25",
            min = 1,
            max = 999,
            help = "Steps that the trend is a moving average of; an odd number")
        int width,
    @SharedSettings(defaults = {"learningRate=0.002", "windowsPerEpoch=4000"})
        TrainingOptions training,
    @SharedSettings CovariateOptions covariates,
    @SharedSettings CalendarOptions calendar)
    implements NeuralOptions {
  DLinearOptions {
    if (width % 2 == 0) {
      throw new IllegalArgumentException(
          "width is an odd number, so that the average has a middle; not " + width);
    }
  }
}
