package io.foretide.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutoffLevelTest {
  private static final int DRAWS = 101;

  @Test
  void beforeAnythingIsSeenTheModelIsRightOnAverageButNotSurely() {
    double[] next = new CutoffLevel().next(DRAWS);
    assertThat(median(next)).isCloseTo(0, within(1e-9));
    // Student's t of 2 degrees, nine of ten within 2.8 of sqrt(0.2² + 0.12²).
    assertThat(next[95]).isCloseTo(2.8 * Math.hypot(0.2, 0.12), within(0.05));
  }

  @Test
  void itFollowsALevelThatHasMoved() {
    double[] next = after(0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5).next(DRAWS);
    assertThat(median(next)).isCloseTo(0.5, within(0.05));
  }

  @Test
  void theMoreCutoffsAgreeTheNarrowerItGets() {
    assertThat(width(after(0.1, 0.1))).isLessThan(0.8 * width(after(0.1)));
    assertThat(width(after(0.1, 0.1, 0.1, 0.1))).isLessThan(0.9 * width(after(0.1, 0.1)));
    assertThat(width(after(-0.4, 0.6, -0.4, 0.6)))
        .isGreaterThan(2 * width(after(0.1, 0.1, 0.1, 0.1)));
  }

  @Test
  void oneWildCutoffCannotMakeEveryLaterIntervalUseless() {
    double[] wild = after(0, 0, 0, 5, 0, 0).next(DRAWS);
    assertThat(Math.abs(median(wild))).isLessThan(0.3);
    assertThat(wild[95]).isLessThan(2);
  }

  @Test
  void nineOfTenNextCutoffsAreWhereItSaysNineOfTenWillBe() {
    Random random = new Random(3);
    int within = 0;
    int tried = 2000;
    for (int i = 0; i < tried; i++) {
      double level = 0.2 * random.nextGaussian();
      CutoffLevel cutoffs = new CutoffLevel();
      for (int c = 0; c < 5; c++) {
        cutoffs.observe(level + 0.12 * random.nextGaussian());
        level += 0.1 * random.nextGaussian();
      }
      double[] next = cutoffs.next(DRAWS);
      double came = level + 0.12 * random.nextGaussian();
      within += came > next[5] && came < next[95] ? 1 : 0;
    }
    assertThat((double) within / tried).isBetween(0.87, 0.96);
  }

  private static CutoffLevel after(double... logs) {
    CutoffLevel level = new CutoffLevel();
    for (double log : logs) {
      level.observe(log);
    }
    return level;
  }

  private static double median(double[] ascending) {
    return ascending[ascending.length / 2];
  }

  private static double width(CutoffLevel level) {
    double[] next = level.next(DRAWS);
    assertThat(IntStream.range(1, DRAWS)).allMatch(i -> next[i] >= next[i - 1]);
    return next[95] - next[5];
  }
}
