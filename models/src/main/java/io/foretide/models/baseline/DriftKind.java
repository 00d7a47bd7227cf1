package io.foretide.models.baseline;

import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.Setting;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;

/** The line from the first value to the last goes on. */
public final class DriftKind extends LocalKind<DriftMethod.Walk, DriftKind.Options> {
  public static final LocalFormat<DriftMethod.Walk> FORMAT =
      new LocalFormat<>("drift/1", DriftMethod.class, DriftMethod.Walk.class);

  private static final KindCard CARD =
      KindCard.of("drift", "Drift", "baseline")
          .useCases("a floor for series with a trend and no season", "prices")
          .description("A random walk whose mean step is that of the whole history.")
          .strengths("nothing to tune", "hard to beat on prices", "instant")
          .weaknesses("hangs on two values: the first and the last", "knows no season")
          .bestFor("a baseline on prices and other walks")
          .dataNeeds("two observations")
          .samples(1, 30)
          .explainability("one number: the mean step")
          .refit()
          .paper(
              "Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, section 5.2")
          .build();

  /** What can be chosen. */
  record Options(
      @Setting(
              value = "1000000",
              help = "latest steps that the drift is taken from",
              min = 2,
              max = 1_000_000)
          int window) {}

  public DriftKind() {
    super(CARD, FORMAT, Options.class);
  }

  @Override
  protected LocalScope scope(Options options, Step step, long seed) {
    return new LocalScope(1, options.window(), seed);
  }

  @Override
  protected LocalMethod<DriftMethod.Walk> method(Options options, LocalScope scope, Step step) {
    return new DriftMethod();
  }
}
