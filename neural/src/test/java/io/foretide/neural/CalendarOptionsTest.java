package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarOptionsTest {
  private static final Horizon WEEK = new Horizon(7, Step.DAY);
  private static final int DAYS = 500;
  private static final int HALF_A_YEAR = 26 * 7;

  @Test
  void cyclesThatAContextShowsAreLeftToIt() {
    CalendarOptions beyond = new CalendarOptions("beyond");
    assertThat(beyond.names(Step.HOUR, 336)).isEmpty();
    assertThat(beyond.names(Step.HOUR, 48)).isNotEmpty().allMatch(name -> name.startsWith("week"));
    assertThat(beyond.names(Step.DAY, 56)).isNotEmpty().allMatch(name -> name.startsWith("year"));
    assertThat(new CalendarOptions("none").names(Step.DAY, 56)).isEmpty();
    assertThat(new CalendarOptions("all").names(Step.DAY, 56)).contains("week-sin-1", "year-cos-1");
  }

  /** Two contexts of the same numbers, half a year apart. */
  @ParameterizedTest
  @ValueSource(strings = {"nlinear", "dlinear", "patchtst"})
  void whatFollowsTheSameDaysDependsOnTheSeasonOnlyWhereTheCalendarIsSeen(String id) {
    try (ForecastModel seeing = fit(id, "beyond")) {
      assertThat(forecast(seeing, HALF_A_YEAR)).isNotEqualTo(forecast(seeing, 0));
    }
    try (ForecastModel blind = fit(id, "none")) {
      assertThat(forecast(blind, HALF_A_YEAR)).isEqualTo(forecast(blind, 0));
    }
  }

  private static ForecastModel fit(String id, String calendar) {
    Settings settings =
        Settings.of(
            "calendar", calendar, "lookback", "28", "epochs", "1", "windowsPerEpoch", "128");
    ModelKind kind =
        NeuralKinds.all().stream().filter(k -> k.card().id().equals(id)).findFirst().orElseThrow();
    Dataset data = new Dataset("shop", Step.DAY, List.of(series(0)));
    return kind.fit(data, WEEK.steps(), settings, 1, TrainingListener.NONE);
  }

  private static double[] forecast(ForecastModel model, int daysLater) {
    List<Context> contexts = List.of(new Context(series(daysLater)));
    return model.forecast(contexts, WEEK, new double[0]).get(0).mean();
  }

  private static Series series(int daysLater) {
    double[] sales = IntStream.range(0, DAYS).mapToDouble(i -> 100 + i % 7).toArray();
    return new Series(
        new SeriesId("shop", List.of("a")),
        Step.DAY,
        18_000 + daysLater,
        "sales",
        Map.of("sales", sales),
        Map.of());
  }
}
