package io.foretide.models.baseline;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.List;

/** {@code naive}: tomorrow is like today. */
public final class NaiveKind implements ModelKind {
  private record Options() {}

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);

  private static final KindCard CARD =
      new KindCard(
          "naive",
          "Naive",
          "baseline",
          List.of("price forecasting", "demand forecasting"),
          "Every step ahead equals the last observation; intervals widen with the square root of the"
              + " step. Of a market's return it forecasts none, of its direction the share of ups.",
          List.of(
              "Nothing to go wrong",
              "On prices it is the random walk, the floor that few kinds beat"),
          List.of("Blind to trend and season"),
          "Prices, and as the floor of any comparison",
          "One observation per series",
          1,
          2,
          "The forecast is the last observation",
          true,
          false,
          false,
          true,
          "Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, 5.2");

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
    SETTINGS.validate(settings);
    listener.checkCancelled();
    return new NaiveModel();
  }
}
