package io.foretide.models.statistical;

import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.Setting;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;

/** Automatic exponential smoothing: the form of error, trend and season is chosen by AICc. */
public final class EtsKind extends LocalKind<EtsParameters, EtsKind.Options> {
  public static final LocalFormat<EtsParameters> FORMAT =
      new LocalFormat<>("ets/1", EtsMethod.class, EtsParameters.class);

  private static final KindCard CARD =
      KindCard.of("ets", "Exponential smoothing", "baseline")
          .useCases("a few hundred series with a level, a trend and one season")
          .description(
              "Level, trend and season follow the data by exponential smoothing. Up to 15 forms"
                  + " (additive or multiplicative, damped or not) are fitted by maximum likelihood"
                  + " to each series, and the one with the smallest AICc forecasts it.")
          .strengths(
              "needs no tuning",
              "adapts to a changed level within days",
              "works on one short series")
          .weaknesses(
              "sees one cycle only: a daily series has its week but not its year",
              "cannot use prices, promotions or holidays",
              "learns nothing from the other series",
              "cycles longer than 24 steps are ignored")
          .bestFor("single series of moderate length whose season is a week or a year of months")
          .dataNeeds(
              "regular observations; multiplicative forms only where all values are positive")
          .samples(4, 100)
          .explainability("the chosen form, its smoothing parameters and states")
          .refit()
          .paper(
              "Hyndman, Koehler, Snyder and Grose 2002, A state space framework for automatic "
                  + "forecasting using exponential smoothing methods")
          .build();

  /** What can be chosen. */
  record Options(
      @Setting(value = "0", help = "steps in a cycle; 0 takes the usual one of the step", min = 0)
          int season,
      @Setting(value = "true", help = "whether multiplicative forms are tried on positive data")
          boolean multiplicative,
      @Setting(value = "2000", help = "latest steps that a fit reads", min = 20) int window,
      @Setting(
              value = "2000",
              help = "likelihood evaluations spent on each form",
              min = 100,
              max = 20_000)
          int evaluations,
      @Setting(
              value = "1000",
              help = "simulated paths behind the intervals of multiplicative forms",
              min = 100,
              max = 100_000)
          int paths) {}

  public EtsKind() {
    super(CARD, FORMAT, Options.class);
  }

  @Override
  protected LocalScope scope(Options options, Step step, long seed) {
    return new LocalScope(step.seasonOr(options.season()), options.window(), seed);
  }

  @Override
  protected LocalMethod<EtsParameters> method(Options options, LocalScope scope, Step step) {
    return new EtsMethod(
        scope.season(), options.evaluations(), options.paths(), options.multiplicative());
  }
}
