package io.foretide.models.allocation;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.SharedSettings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.List;

/** {@code bicipo}: the Bayesian form of {@link CipoKind}. */
public final class BicipoKind implements ModelKind {
  /** What can be chosen. */
  record Options(
      @SharedSettings Bounds bounds,
      @Setting(value = "500", help = "how many bars the prior counts for", min = 1, max = 1_000_000)
          double prior) {}

  private static final SettingsSchema SETTINGS = SettingsSchema.of(Options.class);
  private static final KindCard CARD =
      new KindCard(
          "bicipo",
          "Bayesian conditional independent portfolio",
          "direction",
          List.of("weights of a portfolio where history is short", "risk of each symbol"),
          "Divides a portfolio by the predictive mean and variance of a normal-inverse-Wishart"
              + " model. Before any data, returns are those that investors who hold everything"
              + " alike would ask for, and assets are independent given the market.",
          List.of(
              "weights keep their bounds exactly and lie near equal ones until data says otherwise",
              "what is not known about the moments counts as risk",
              "a fit takes milliseconds"),
          List.of(
              "the prior decides where history is short",
              "direction is that of the mean, which seldom changes",
              "one factor; no costs in what is optimised"),
          "Allocation over liquid assets with a few years of daily bars.",
          "Prices above zero of two assets or more, bars at the same steps.",
          60,
          500,
          "Weight, expected return and risk of each asset.",
          false,
          false,
          false,
          true,
          "Black and Litterman 1992, Global portfolio optimization; Gelman et al. 2013, Bayesian"
              + " Data Analysis, section 3.6; Ledoit and Wolf 2003");

  @Override
  public KindCard card() {
    return CARD;
  }

  @Override
  public SettingsSchema settings() {
    return SETTINGS;
  }

  /** The horizon and the seed do not matter. */
  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    Options options = SETTINGS.read(settings, Options.class);
    Bounds bounds = options.bounds();
    return Allocation.fit(
        data,
        bounds,
        panel -> Moments.posterior(panel, options.prior(), bounds.aversion()),
        listener);
  }
}
