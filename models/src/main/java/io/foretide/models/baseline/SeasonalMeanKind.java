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

/** The next weeks will be as the last month was, each weekday in its share. */
public final class SeasonalMeanKind implements ModelKind {
  public static final ModelFormat FORMAT =
      new LocalFormat<>(
          "seasonal-mean/1", SeasonalMeanMethod.class, SeasonalMeanMethod.Spread.class);

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);
  private static final KindCard CARD =
      new KindCard(
          "seasonal-mean",
          "Seasonal mean",
          "baseline",
          List.of("a calmer floor than seasonal naive", "short or noisy series"),
          "The mean of the last four cycles, shared out over the places of a cycle as in the last "
              + "eight.",
          List.of("nothing to tune", "averages last week's accidents away", "instant"),
          List.of("knows no trend and no year", "slow to follow a jump", "no season of its own"),
          "noisy daily sales with a week in them",
          "two full cycles",
          1,
          56,
          "a level and a share for each place in the cycle",
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
        new SeasonalMeanMethod(season),
        data,
        listener);
  }
}
