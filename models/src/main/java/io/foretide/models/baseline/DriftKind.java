package io.foretide.models.baseline;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalModel;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Dataset;
import java.util.List;

/** The line from the first value to the last goes on. */
public final class DriftKind implements ModelKind {
  public static final ModelFormat FORMAT =
      new LocalFormat<>("drift/1", DriftMethod.class, DriftMethod.Walk.class);

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);
  private static final KindCard CARD =
      new KindCard(
          "drift",
          "Drift",
          "baseline",
          List.of("a floor for series with a trend and no season", "prices"),
          "A random walk whose mean step is that of the whole history.",
          List.of("nothing to tune", "hard to beat on prices", "instant"),
          List.of("hangs on two values: the first and the last", "knows no season"),
          "a baseline on prices and other walks",
          "two observations",
          1,
          30,
          "one number: the mean step",
          false,
          false,
          false,
          true,
          "Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, section 5.2");

  /** What can be chosen. */
  record Options(
      @Setting(
              value = "1000000",
              help = "latest steps that the drift is taken from",
              min = 2,
              max = 1_000_000)
          int window) {}

  @Override
  public KindCard card() {
    return CARD;
  }

  @Override
  public SettingsSchema settings() {
    return SETTINGS;
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    int window = SETTINGS.read(settings, Options.class).window();
    return LocalModel.fit(
        FORMAT.id(), new LocalScope(1, window, seed), new DriftMethod(), data, listener);
  }
}
