package io.foretide.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.features.CalendarFeature;
import io.foretide.models.series.Step;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarTableTest {
  private static final List<String> NAMES = List.of("week-sin-1", "year-cos-1", "month-sin-2");

  @Test
  void whateverWasAskedForBeforeEveryStepHasItsOwnWaves() {
    CalendarTable table = new CalendarTable(Step.DAY, NAMES);
    Random random = new Random(1);
    for (int ask = 0; ask < 200; ask++) {
      // Near each other, far apart, before the epoch, and past what is kept.
      long from = ask % 20 == 19 ? random.nextInt(60_000) - 30_000 : random.nextInt(12_000);
      assertWaves(table, from, 1 + random.nextInt(40), NAMES.size());
    }
    assertWaves(table, 5, 12_000, NAMES.size());
  }

  @Test
  void otherFeaturesMayStandBetweenTheStepsWaves() {
    assertWaves(new CalendarTable(Step.HOUR, NAMES), 400_000, 30, 5);
  }

  private static void assertWaves(CalendarTable table, long from, int steps, int stride) {
    float[] out = new float[steps * stride];
    table.copy(from, steps, out, 0, stride);
    Step step = stride == NAMES.size() ? Step.DAY : Step.HOUR;
    for (int t = 0; t < steps; t++) {
      for (int w = 0; w < stride; w++) {
        float expected =
            w < NAMES.size() ? CalendarFeature.parse(NAMES.get(w)).at(step.at(from + t)) : 0;
        assertThat(out[t * stride + w]).isEqualTo(expected);
      }
    }
  }
}
