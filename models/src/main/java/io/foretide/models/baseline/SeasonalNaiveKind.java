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

/** The next week will be as the last one was. */
public final class SeasonalNaiveKind implements ModelKind {
  public static final ModelFormat FORMAT =
      new LocalFormat<>(
          "seasonal-naive/1", SeasonalNaiveMethod.class, SeasonalNaiveMethod.Spread.class);

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);
  private static final KindCard CARD =
      new KindCard(
          "seasonal-naive",
          "Seasonal naive",
          "baseline",
          List.of("the floor that every other kind must beat", "the scale of MASE"),
          "Every step ahead is the value of the same place in the last observed cycle.",
          List.of("nothing to tune", "never absurd", "instant"),
          List.of(
              "repeats last week's accidents", "knows no trend and no calendar", "wide intervals"),
          "a baseline on anything with a week or a year in it",
          "one full cycle",
          1,
          14,
          "the forecast is a copy of what happened",
          false,
          false,
          false,
          true,
          "Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, section 5.2");

  /** What can be chosen. */
  record Options(
      @Setting(value = "0", help = "steps in a cycle; 0 takes the usual one of the step", min = 0)
          int season) {}

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
    int chosen = SETTINGS.read(settings, Options.class).season();
    int season = chosen > 0 ? chosen : data.step().season();
    return LocalModel.fit(
        FORMAT.id(),
        new LocalScope(season, Integer.MAX_VALUE, seed),
        new SeasonalNaiveMethod(season),
        data,
        listener);
  }
}
