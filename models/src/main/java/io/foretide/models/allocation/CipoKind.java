package io.foretide.models.allocation;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SharedSettings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;

/** {@code cipo}: conditional independent portfolio optimisation. */
public final class CipoKind extends OptionsKind<CipoKind.Options> {
  /** What can be chosen. */
  record Options(@SharedSettings Bounds bounds) {}

  private static final KindCard CARD =
      KindCard.of("cipo", "Conditional independent portfolio", "direction")
          .useCases("weights of a portfolio of a few to a hundred symbols", "risk of each symbol")
          .description(
              "Divides a portfolio by mean and variance. Given the market, assets are taken for"
                  + " nearly independent: the covariance is shrunk to one factor by as much as the"
                  + " data asks for, the means to each other, both at the size of today's moves.")
          .strengths(
              "weights keep their bounds exactly",
              "a fit takes milliseconds",
              "follows the volatility of each asset")
          .weaknesses(
              "means of returns can hardly be learned: equal weights are hard to beat",
              "direction is that of the mean, which seldom changes",
              "one factor; no costs in what is optimised")
          .bestFor("Allocation over liquid assets with daily bars.")
          .dataNeeds("Prices above zero of two assets or more, bars at the same steps.")
          .samples(60, 500)
          .explainability("Weight, expected return and risk of each asset.")
          .refit()
          .paper(
              "Markowitz 1952, Portfolio selection; Ledoit and Wolf 2003, Improved estimation of"
                  + " the covariance matrix of stock returns; Jorion 1986, Bayes-Stein estimation"
                  + " for portfolio analysis")
          .build();

  public CipoKind() {
    super(CARD, Options.class);
  }

  /** The horizon and the seed do not matter. */
  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    Options options = options(settings);
    return Allocation.fit(data, options.bounds(), Moments::sampled, listener);
  }
}
