package io.foretide.models.allocation;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SharedSettings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;

/** {@code bicipo}: the Bayesian form of {@link CipoKind}. */
public final class BicipoKind extends OptionsKind<BicipoKind.Options> {
  /** What can be chosen. */
  record Options(
      @SharedSettings Bounds bounds,
      @Setting(value = "500", help = "how many bars the prior counts for", min = 1, max = 1_000_000)
          double prior) {}

  private static final KindCard CARD =
      KindCard.of("bicipo", "Bayesian conditional independent portfolio", "direction")
          .useCases("weights of a portfolio where history is short", "risk of each symbol")
          .description(
              "Divides a portfolio by the predictive mean and variance of a normal-inverse-Wishart"
                  + " model. Before any data, returns are those that investors who hold everything"
                  + " alike would ask for, and assets are independent given the market.")
          .strengths(
              "weights keep their bounds exactly and lie near equal ones until data says otherwise",
              "what is not known about the moments counts as risk",
              "a fit takes milliseconds")
          .weaknesses(
              "the prior decides where history is short",
              "direction is that of the mean, which seldom changes",
              "one factor; no costs in what is optimised")
          .bestFor("Allocation over liquid assets with a few years of daily bars.")
          .dataNeeds("Prices above zero of two assets or more, bars at the same steps.")
          .samples(60, 500)
          .explainability("Weight, expected return and risk of each asset.")
          .refit()
          .paper(
              "Black and Litterman 1992, Global portfolio optimization; Gelman et al. 2013,"
                  + " Bayesian Data Analysis, section 3.6; Ledoit and Wolf 2003")
          .build();

  public BicipoKind() {
    super(CARD, Options.class);
  }

  /** The horizon and the seed do not matter. */
  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    Options options = options(settings);
    Bounds bounds = options.bounds();
    return Allocation.fit(
        data,
        bounds,
        panel -> Moments.posterior(panel, options.prior(), bounds.aversion()),
        listener);
  }
}
