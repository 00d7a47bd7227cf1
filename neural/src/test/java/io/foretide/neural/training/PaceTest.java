package io.foretide.neural.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.neural.training.Pace.Schedule;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final double EACH = 0.01;

  @Test
  void aCosineFallsFromAllToNothing() {
    Pace pace = new Pace(Schedule.COSINE, 0);
    assertThat(pace.factor(0, EACH)).isEqualTo(1);
    assertThat(pace.factor(0.5, EACH)).isCloseTo(0.5, within(1e-12));
    assertThat(pace.factor(0.99, EACH)).isBetween(0.0, 0.001);
  }

  @Test
  void aWarmUpRisesInAStraightLineAndTheScheduleBeginsAfterIt() {
    Pace pace = new Pace(Schedule.COSINE, 0.2);
    assertThat(pace.factor(0, EACH)).isCloseTo(0.05, within(1e-12));
    assertThat(pace.factor(0.1, EACH)).isCloseTo(0.55, within(1e-12));
    assertThat(pace.factor(0.2, EACH)).isEqualTo(1);
    assertThat(pace.factor(0.6, EACH)).isCloseTo(0.5, within(1e-12));
    assertThat(new Pace(Schedule.PLATEAU, 0.2).factor(0.7, EACH)).isEqualTo(1);
  }

  @Test
  void oneCycleRisesAndThenFallsToAlmostNothing() {
    Pace pace = new Pace(Schedule.ONE_CYCLE, 0);
    assertThat(pace.factor(0, EACH)).isCloseTo(0.04, within(1e-12));
    assertThat(pace.factor(0.3, EACH)).isEqualTo(1);
    assertThat(pace.factor(0.65, EACH)).isCloseTo(0.5, within(1e-4));
    assertThat(pace.factor(0.999, EACH)).isBetween(0.0, 1e-4);
    assertThat(new Pace(Schedule.ONE_CYCLE, 0.1).factor(0.1, EACH)).isEqualTo(1);
  }

  @Test
  void stepsFallToATenthTwice() {
    Pace pace = new Pace(Schedule.STEP, 0);
    assertThat(pace.factor(0.49, EACH)).isEqualTo(1);
    assertThat(pace.factor(0.5, EACH)).isEqualTo(0.1);
    assertThat(pace.factor(0.75, EACH)).isEqualTo(0.01);
  }

  @Test
  void onlyAPlateauListensToTheValidationLoss() {
    for (Schedule schedule : Schedule.values()) {
      assertThat(new Pace(schedule, 0).slowsDown()).isEqualTo(schedule == Schedule.PLATEAU);
    }
  }
}
