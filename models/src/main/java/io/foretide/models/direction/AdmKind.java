package io.foretide.models.direction;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.Map;

/** {@code adm}: an adaptive dynamic model, which learns with every bar. */
public final class AdmKind extends OptionsKind<AdmOptions> {
  private static final KindCard CARD =
      KindCard.of("adm", "Adaptive dynamic model", "direction")
          .useCases("direction and return of prices", "intervals that follow the volatility")
          .description(
              "Regressions of the next return on the last ones (and on sentiment, where there is"
                  + " any), whose coefficients and variance walk. Several that forget at different"
                  + " speeds, the random walk among them, are weighed by how well they foretold so"
                  + " far.")
          .strengths(
              "learns with every bar, without a new fit",
              "says how likely it is that a price is a random walk",
              "falls back to the walk where nothing can be foretold")
          .weaknesses(
              "on most prices nothing can be foretold, and it says no more than the walk",
              "each series by itself: what other symbols did is not read",
              "no seasons")
          .bestFor(
              "Prices, returns, volatility and direction of liquid markets, at any bar length.")
          .dataNeeds("Closes; gaps are passed over. A column sentiment is read where there is one.")
          .samples(1, 500)
          .explainability("How likely each series is to be a random walk.")
          .onlineLearning()
          .refit()
          .paper(
              "West and Harrison 1997, Bayesian Forecasting and Dynamic Models, 4.3 and 10.8;"
                  + " Raftery, Karny and Ettler 2010, Online prediction under model uncertainty via"
                  + " dynamic model averaging")
          .build();

  public AdmKind() {
    super(CARD, AdmOptions.class);
  }

  /** The horizon and the seed do not matter. */
  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    AdmOptions options = options(settings);
    return new AdmModel(options, Map.of()).followed(data, listener);
  }

  /** Goes on from where the model stood, which gives what a fit of all the data would. */
  @Override
  public ForecastModel refit(
      ForecastModel previous,
      Dataset data,
      int horizon,
      Settings settings,
      long seed,
      TrainingListener listener) {
    return ((AdmModel) previous).followed(data, listener);
  }
}
