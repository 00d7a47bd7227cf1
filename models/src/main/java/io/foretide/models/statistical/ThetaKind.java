package io.foretide.models.statistical;

import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.Setting;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;
import java.util.List;

/** The Theta method, the best of its four optimised forms for each series. */
public final class ThetaKind extends LocalKind<ThetaParameters, ThetaKind.Options> {
  public static final LocalFormat<ThetaParameters> FORMAT =
      new LocalFormat<>("theta/1", ThetaMethod.class, ThetaParameters.class);

  private static final KindCard CARD =
      new KindCard(
          "theta",
          "Theta",
          "baseline",
          List.of("many short series with one season", "a partner for others in a blend"),
          "Splits a seasonally adjusted series into a straight line and an exaggerated remainder, "
              + "forecasts each and averages. Of four variants the one with the smallest in-sample "
              + "error is kept per series.",
          List.of(
              "won the M3 competition and is still hard to beat on short series",
              "fits a series in about a millisecond"),
          List.of(
              "the seasonal pattern is fixed over the whole history",
              "cannot use prices, promotions or holidays",
              "learns nothing from the other series"),
          "monthly and weekly series with a drifting level",
          "regular observations",
          4,
          60,
          "the chosen variant, its theta, smoothing and seasonal pattern",
          false,
          false,
          false,
          true,
          "Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, Models for optimising the "
              + "theta method and their relationship to state space models");

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
