package io.foretide.models.baseline;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;

/** {@code naive}: tomorrow is like today. */
public final class NaiveKind extends OptionsKind<NaiveKind.Options> {
  record Options() {}

  private static final KindCard CARD =
      KindCard.of("naive", "Naive", "baseline")
          .useCases("price forecasting", "demand forecasting")
          .description(
              "Every step ahead equals the last observation; intervals widen with the square root"
                  + " of the step. Of a market's return it forecasts none, of its direction the"
                  + " share of ups.")
          .strengths(
              "Nothing to go wrong",
              "On prices it is the random walk, the floor that few kinds beat")
          .weaknesses("Blind to trend and season")
          .bestFor("Prices, and as the floor of any comparison")
          .dataNeeds("One observation per series")
          .samples(1, 2)
          .explainability("The forecast is the last observation")
          .onlineLearning()
          .refit()
          .paper("Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, 5.2")
          .build();

  public NaiveKind() {
    super(CARD, Options.class);
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    options(settings);
    listener.checkCancelled();
    return new NaiveModel();
  }
}
