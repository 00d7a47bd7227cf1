package io.foretide.forecaster.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedSumsTest {
  private static final int DAYS = 30;

  @Test
  void aLastDayOfWhichOnlyOneSeriesIsThereIsNotTakenForAFall() {
    ObservedSums sums = ObservedSums.of(List.of(upTo("A", 30), upTo("B", 28)), 120);
    assertThat(sums.all()).hasSize(30);
    assertThat(sums.settled()).hasSize(28);
    assertThat(sums.settled()).allMatch(sum -> sum.value() == 2 && sum.observed() == 2);
    assertThat(sums.all().get(29).observed()).isEqualTo(1);
  }

  @Test
  void aSeriesThatHasEndedIsNotWaitedFor() {
    // As the assembler gives it: it does not reach to the data set's end.
    ObservedSums sums = ObservedSums.of(List.of(upTo("A", 30), cut(upTo("B", 10), 10)), 120);
    assertThat(sums.settled()).hasSize(30);
    assertThat(sums.settled().get(29).value()).isEqualTo(1);
  }

  @Test
  void seriesWithGapsAreJudgedByTheirUsualShare() {
    List<Series> sparse = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double[] values = new double[DAYS];
      for (int day = 0; day < DAYS; day++) {
        values[day] = (i + day) % 2 == 0 ? 1 : Double.NaN;
      }
      sparse.add(series("S" + i, values));
    }
    assertThat(ObservedSums.of(sparse, 120).settled()).hasSize(DAYS);
  }

  @Test
  void onlyTheLatestStepsAreAnswered() {
    assertThat(ObservedSums.of(List.of(upTo("A", 30)), 7).all()).hasSize(7);
    assertThat(ObservedSums.of(List.of(), 7).settled()).isEmpty();
  }

  /** One a day; nothing, though it still runs, from the given day on. */
  private static Series upTo(String name, int day) {
    double[] values = new double[DAYS];
    Arrays.fill(values, 0, day, 1);
    Arrays.fill(values, day, DAYS, Double.NaN);
    return series(name, values);
  }

  private static Series cut(Series series, int days) {
    return series.upTo(series.timeAt(days - 1));
  }

  private static Series series(String name, double[] values) {
    return new Series(
        new SeriesId("sales", List.of(name)),
        Step.DAY,
        0,
        "sales",
        Map.of("sales", values),
        Map.of());
  }
}
