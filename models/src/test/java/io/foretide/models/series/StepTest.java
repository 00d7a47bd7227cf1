package io.foretide.models.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {
  @Test
  void anIndexAndItsInstantBelongTogether() {
    for (Step step :
        List.of(
            Step.DAY,
            Step.HOUR,
            Step.MONTH,
            Step.weeksFrom(LocalDate.parse("2010-02-05")),
            new Step(0, 3, LocalDate.EPOCH))) {
      for (long index = -500; index < 500; index += 37) {
        assertThat(step.indexOf(step.at(index))).as("%s %d", step, index).isEqualTo(index);
        assertThat(step.indexOf(step.at(index + 1).minusMillis(1)))
            .as("%s end of %d", step, index)
            .isEqualTo(index);
      }
    }
  }

  @Test
  void weeksKeepTheirWeekday() {
    Step fridays = Step.weeksFrom(LocalDate.parse("2010-02-05"));
    Instant monday = Instant.parse("2022-08-01T00:00:00Z");
    assertThat(fridays.at(fridays.indexOf(monday)).atZone(ZoneOffset.UTC).getDayOfWeek())
        .isEqualTo(DayOfWeek.FRIDAY);
  }

  @Test
  void itsTextReadsBack() {
    for (Step step :
        List.of(
            Step.DAY,
            Step.HOUR,
            Step.MINUTE,
            Step.MONTH,
            Step.weeksFrom(LocalDate.parse("2010-02-05")),
            Step.ofSeconds(1800))) {
      assertThat(Step.parse(step.toString())).isEqualTo(step);
    }
    assertThat(Step.DAY).hasToString("P1D");
  }

  @Test
  void aStepOfNothingIsRefused() {
    assertThatThrownBy(() -> Step.ofSeconds(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
