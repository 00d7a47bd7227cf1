package io.foretide.models.baseline;

import io.foretide.models.kind.KindCard;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;

/** The next weeks will be as the last month was, each weekday in its share. */
public final class SeasonalMeanKind extends LocalKind<SeasonalMeanMethod.Spread, SeasonOptions> {
  public static final LocalFormat<SeasonalMeanMethod.Spread> FORMAT =
      new LocalFormat<>(
          "seasonal-mean/1", SeasonalMeanMethod.class, SeasonalMeanMethod.Spread.class);

  private static final KindCard CARD =
      KindCard.of("seasonal-mean", "Seasonal mean", "baseline")
          .useCases("a calmer floor than seasonal naive", "short or noisy series")
          .description(
              "The mean of the last four cycles, shared out over the places of a cycle as in the"
                  + " last eight.")
          .strengths("nothing to tune", "averages last week's accidents away", "instant")
          .weaknesses("knows no trend and no year", "slow to follow a jump", "no season of its own")
          .bestFor("noisy daily sales with a week in them")
          .dataNeeds("two full cycles")
          .samples(1, 56)
          .explainability("a level and a share for each place in the cycle")
          .refit()
          .paper(
              "Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, section 5.2")
          .build();

  public SeasonalMeanKind() {
    super(CARD, FORMAT, SeasonOptions.class);
  }

  @Override
  protected LocalScope scope(SeasonOptions options, Step step, long seed) {
    return options.scope(step, seed);
  }

  @Override
  protected LocalMethod<SeasonalMeanMethod.Spread> method(
      SeasonOptions options, LocalScope scope, Step step) {
    return new SeasonalMeanMethod(scope.season());
  }
}
