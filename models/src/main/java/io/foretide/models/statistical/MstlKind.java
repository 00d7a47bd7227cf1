package io.foretide.models.statistical;

import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.Setting;
import io.foretide.models.local.LocalFormat;
import io.foretide.models.local.LocalKind;
import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Step;
import java.util.Arrays;
import java.util.List;

/** Several seasons at once: the day and the week of hourly data. */
public final class MstlKind extends LocalKind<MstlParameters, MstlKind.Options> {
  public static final LocalFormat<MstlParameters> FORMAT =
      new LocalFormat<>("mstl/1", MstlMethod.class, MstlParameters.class);

  private static final int DAYS_OF_YEAR = 365;

  private static final KindCard CARD =
      KindCard.of("mstl", "Several seasons (MSTL)", "baseline")
          .useCases("hourly load, traffic, sales: a day within a week")
          .description(
              "Each season is taken out by local regression, the shorter first; exponential"
                  + " smoothing forecasts the rest, and the seasons go on as they last were. Which"
                  + " seasons a series has, and whether they add or multiply, is tried on its own"
                  + " latest steps.")
          .strengths(
              "sees the day and the week at once",
              "seasons may change over the weeks",
              "works on one series, fits it in milliseconds")
          .weaknesses(
              "cannot use prices, promotions or holidays",
              "learns nothing from the other series",
              "needs two cycles of a season before it sees it")
          .bestFor("hourly series of some weeks")
          .dataNeeds("regular observations; seasons multiply only where all values are positive")
          .samples(4, 500)
          .explainability("which seasons were found, and the smoothing of the rest")
          .refit()
          .paper(
              "Bandara, Hyndman and Bergmeir 2021, MSTL: a seasonal-trend decomposition algorithm"
                  + " for time series with multiple seasonal patterns")
          .build();

  /** What can be chosen. */
  record Options(
      @Setting(
              value = "",
              help = "steps in each cycle, by comma; empty takes a day, a week and a year")
          String periods,
      @Setting(value = "3", help = "stretches that a choice is judged on", min = 1, max = 20)
          int folds,
      @Setting(
              value = "8",
              help = "how much more a way to decompose counts that erred less there",
              min = 0,
              max = 100)
          double power,
      @Setting(value = "5000", help = "latest steps that a fit reads", min = 20) int window) {

    Options {
      read(periods);
    }

    List<Integer> chosen() {
      return read(periods);
    }

    private static List<Integer> read(String text) {
      if (!text.matches("\\s*|\\s*[0-9]{1,6}\\s*(,\\s*[0-9]{1,6}\\s*){0,3}")) {
        throw new IllegalArgumentException(
            "periods are up to four numbers of steps, such as 24,168, not \"" + text + "\"");
      }
      return Arrays.stream(text.split(","))
          .filter(one -> !one.isBlank())
          .map(one -> Integer.valueOf(one.strip()))
          .filter(one -> one > 1)
          .distinct()
          .sorted()
          .toList();
    }
  }

  public MstlKind() {
    super(CARD, FORMAT, Options.class);
  }

  @Override
  protected LocalScope scope(Options options, Step step, long seed) {
    return new LocalScope(step.season(), options.window(), seed);
  }

  @Override
  protected LocalMethod<MstlParameters> method(Options options, LocalScope scope, Step step) {
    List<Integer> periods = options.periods().isBlank() ? usual(step) : options.chosen();
    return new MstlMethod(periods, Horizon.usual(step), options.folds(), options.power());
  }

  /** A day and a week of shorter steps, a week and a year of days. */
  private static List<Integer> usual(Step step) {
    int season = step.season();
    if (season == 1) {
      return List.of();
    }
    if (step.equals(Step.DAY)) {
      return List.of(season, DAYS_OF_YEAR);
    }
    return step.perDay() > 1 ? List.of(season, 7 * season) : List.of(season);
  }
}
