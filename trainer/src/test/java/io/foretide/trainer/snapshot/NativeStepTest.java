package io.foretide.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NativeStepTest {
  private static final LocalDate FRIDAY = LocalDate.of(2010, 2, 5);

  @Test
  void dailySalesWithHolesAreDaily() {
    assertThat(stepOf(LongStream.range(0, 300).filter(day -> day % 7 != 6 && day % 11 != 0)))
        .isEqualTo(Step.DAY);
    assertThat(stepOf(LongStream.range(0, 300).filter(day -> day % 3 == 0 || day % 7 == 0)))
        .isEqualTo(Step.DAY);
  }

  @Test
  void weeklySalesKeepTheirWeekday() {
    Step step = stepOf(LongStream.range(0, 60).filter(w -> w != 9).map(week -> 7 * week));

    assertThat(step).isEqualTo(Step.weeksFrom(FRIDAY));
    assertThat(step.at(step.indexOf(FRIDAY.atStartOfDay(ZoneOffset.UTC).toInstant())))
        .isEqualTo("2010-02-05T00:00:00Z");
  }

  @Test
  void monthsQuartersAndYearsAreCalendarSteps() {
    assertThat(stepOf(monthly(1))).isEqualTo(Step.MONTH);
    assertThat(stepOf(monthly(3))).isEqualTo(new Step(0, 3, LocalDate.EPOCH));
    assertThat(stepOf(monthly(12))).isEqualTo(new Step(0, 12, LocalDate.EPOCH));
  }

  @Test
  void aSingleObservationSaysNothing() {
    assertThat(stepOf(LongStream.of(5))).isEqualTo(Step.DAY);
  }

  @Test
  void barsOfAQuarterOfAnHourAreSeen() {
    assertThat(NativeStep.of(data(Step.MINUTE, LongStream.range(0, 50).map(i -> 15 * i))))
        .isEqualTo(Step.ofSeconds(900));
  }

  private static LongStream monthly(int months) {
    return LongStream.range(0, 20)
        .map(
            i -> LocalDate.of(2001, 1, 1).plusMonths(i * months).toEpochDay() - FRIDAY.toEpochDay())
        .map(day -> day + 10_000);
  }

  private static Step stepOf(LongStream days) {
    return NativeStep.of(data(Step.DAY, days));
  }

  private static Dataset data(Step step, LongStream observed) {
    long[] at = observed.toArray();
    double[] values = new double[(int) (at[at.length - 1] - at[0] + 1)];
    Arrays.fill(values, Double.NaN);
    for (long index : at) {
      values[(int) (index - at[0])] = 1;
    }
    Series series =
        new Series(
            new SeriesId("sales", List.of("A")),
            step,
            FRIDAY.toEpochDay() + at[0],
            "sales",
            Map.of("sales", values),
            Map.of());
    return new Dataset("sales", step, List.of(series));
  }
}
