package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;
import io.foretide.neural.training.Point;
import io.foretide.neural.training.TrainingPlan;
import io.foretide.neural.training.Weighting;
import java.util.Locale;

/** The settings that all neural kinds share: what a network sees, and how it learns. */
record TrainingOptions(
    @Setting(
            value = "56",
            min = 1,
            max = 5000,
            help = "Steps of history it reads; whole seasons work best")
        int lookback,
    @Setting(value = "50", min = 1, max = 10000, help = "Epochs at most; it stops early")
        int epochs,
    @Setting(value = "64", min = 1, max = 4096, help = "Windows per step of the optimiser")
        int batchSize,
    @Setting(
            value = "1000",
            min = 1,
            max = 10000000,
            help = "Windows drawn per epoch from all series")
        int windowsPerEpoch,
    @Setting(
            value = "0.001",
            min = 1e-7,
            max = 1,
            help = "Learning rate of Adam; what a schedule makes of it counts from here")
        double learningRate,
    @Setting(
            value = "6",
            min = 1,
            max = 10000,
            help = "Epochs without a better validation loss until it stops")
        int patience,
    @Setting(
            value = "0.1",
            min = 0.01,
            max = 0.5,
            help = "Last share of the time range that early stopping is judged on")
        double validation,
    @Setting(
            value = "median",
            choices = {"median", "mean"},
            help = "What it forecasts: the median misses by the least, the mean sums up right")
        String point,
    @Setting(
            value = "window",
            choices = {"window", "series"},
            help = "Unit of the loss: window counts all windows alike, series calm ones for less")
        String weighting,
    @Setting(
            value = "once",
            choices = {"once", "anew"},
            help =
                "Who forecasts at past cutoffs: once, one network fitted before the first of them;"
                    + " anew, one fitted at each, as many times as costly and as fresh as what is"
                    + " published")
        String backtest,
    @SharedSettings OptimiserOptions optimiser) {

  boolean fitsAnew() {
    return backtest.equals("anew");
  }

  /** What is to be forecast. */
  Point forecast() {
    return Point.valueOf(point.toUpperCase(Locale.ROOT));
  }

  TrainingPlan plan(Point forecast) {
    return new TrainingPlan(
        epochs,
        batchSize,
        windowsPerEpoch,
        learningRate,
        patience,
        validation,
        forecast,
        Weighting.valueOf(weighting.toUpperCase(Locale.ROOT)),
        optimiser.pace(),
        optimiser.weightDecay(),
        optimiser.threads());
  }
}
