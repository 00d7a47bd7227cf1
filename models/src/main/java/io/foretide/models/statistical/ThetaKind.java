package io.foretide.models.statistical;

import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.Setting;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;

/** The Theta method, the best of its four optimised forms for each series. */
public final class ThetaKind extends LocalKind<ThetaParameters, ThetaKind.Options> {
  public static final LocalFormat<ThetaParameters> FORMAT =
      new LocalFormat<>("theta/1", ThetaMethod.class, ThetaParameters.class);

  private static final KindCard CARD =
      KindCard.of("theta", "Theta", "baseline")
          .useCases("many short series with one season", "a partner for others in a blend")
          .description(
              "Splits a seasonally adjusted series into a straight line and an exaggerated"
                  + " remainder, forecasts each and averages. Of four variants the one with the"
                  + " smallest in-sample error is kept per series.")
          .strengths(
              "won the M3 competition and is still hard to beat on short series",
              "fits a series in about a millisecond")
          .weaknesses(
              "the seasonal pattern is fixed over the whole history",
              "cannot use prices, promotions or holidays",
              "learns nothing from the other series")
          .bestFor("monthly and weekly series with a drifting level")
          .dataNeeds("regular observations")
          .samples(4, 60)
          .explainability("the chosen variant, its theta, smoothing and seasonal pattern")
          .refit()
          .paper(
              "Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, Models for optimising"
                  + " the theta method and their relationship to state space models")
          .build();

  /** What can be chosen. */
  record Options(
      @Setting(value = "0", help = "steps in a cycle; 0 takes the usual one of the step", min = 0)
          int season,
      @Setting(
              value = "auto",
              help = "which variant; auto keeps the one with the smallest in-sample error",
              choices = {"auto", "STM", "OTM", "DSTM", "DOTM"})
          String model,
      @Setting(
              value = "multiplicative",
              help = "how the season enters; multiplicative only where all values are positive",
              choices = {"multiplicative", "additive"})
          String decomposition,
      @Setting(value = "5000", help = "latest steps that a fit reads", min = 20) int window) {}

  public ThetaKind() {
    super(CARD, FORMAT, Options.class);
  }

  @Override
  protected LocalScope scope(Options options, Step step, long seed) {
    return new LocalScope(step.seasonOr(options.season()), options.window(), seed);
  }

  @Override
  protected LocalMethod<ThetaParameters> method(Options options, LocalScope scope, Step step) {
    return new ThetaMethod(scope.season(), options.model(), options.decomposition());
  }
}
