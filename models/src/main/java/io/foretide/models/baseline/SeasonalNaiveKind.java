package io.foretide.models.baseline;

import io.foretide.models.kind.KindCard;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;
import java.util.List;

/** The next week will be as the last one was. */
public final class SeasonalNaiveKind extends LocalKind<SeasonalNaiveMethod.Spread, SeasonOptions> {
  public static final LocalFormat<SeasonalNaiveMethod.Spread> FORMAT =
      new LocalFormat<>(
          "seasonal-naive/1", SeasonalNaiveMethod.class, SeasonalNaiveMethod.Spread.class);

  private static final KindCard CARD =
      new KindCard(
          "seasonal-naive",
          "Seasonal naive",
          "baseline",
          List.of("the floor that every other kind must beat", "the scale of MASE"),
          "Every step ahead is the value of the same place in the last observed cycle.",
          List.of("nothing to tune", "never absurd", "instant"),
          List.of(
              "repeats last week's accidents", "knows no trend and no calendar", "wide intervals"),
          "a baseline on anything with a week or a year in it",
          "one full cycle",
          1,
          14,
          "the forecast is a copy of what happened",
          false,
          false,
          false,
          true,
          "Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, section 5.2");

  public SeasonalNaiveKind() {
    super(CARD, FORMAT, SeasonOptions.class);
  }

  @Override
  protected LocalScope scope(SeasonOptions options, Step step, long seed) {
    return options.scope(step, seed);
  }

  @Override
  protected LocalMethod<SeasonalNaiveMethod.Spread> method(
      SeasonOptions options, LocalScope scope, Step step) {
    return new SeasonalNaiveMethod(scope.season());
  }
}
