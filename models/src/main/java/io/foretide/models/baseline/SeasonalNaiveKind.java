package io.foretide.models.baseline;

import io.foretide.models.kind.KindCard;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;

/** The next week will be as the last one was. */
public final class SeasonalNaiveKind extends LocalKind<SeasonalNaiveMethod.Spread, SeasonOptions> {
  public static final LocalFormat<SeasonalNaiveMethod.Spread> FORMAT =
      new LocalFormat<>(
          "seasonal-naive/1", SeasonalNaiveMethod.class, SeasonalNaiveMethod.Spread.class);

  private static final KindCard CARD =
      KindCard.of("seasonal-naive", "Seasonal naive", "baseline")
          .useCases("the floor that every other kind must beat", "the scale of MASE")
          .description(
              "Every step ahead is the value of the same place in the last observed cycle.")
          .strengths("nothing to tune", "never absurd", "instant")
          .weaknesses(
              "repeats last week's accidents", "knows no trend and no calendar", "wide intervals")
          .bestFor("a baseline on anything with a week or a year in it")
          .dataNeeds("one full cycle")
          .samples(1, 14)
          .explainability("the forecast is a copy of what happened")
          .refit()
          .paper(
              "Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, section 5.2")
          .build();

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
