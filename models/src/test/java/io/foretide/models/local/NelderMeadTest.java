package io.foretide.models.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NelderMeadTest {
  @Test
  void rosenbrocksValleyIsFollowedToItsEnd() {
    double[] best =
        new NelderMead(
                x -> 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2), 5000, 1e-14)
            .minimise(new double[] {-1.2, 1}, new double[] {0.1, 0.1});
    assertThat(best[0]).isCloseTo(1, Offset.offset(1e-4));
    assertThat(best[1]).isCloseTo(1, Offset.offset(1e-4));
  }

  @Test
  void aBoundIsNotCrossed() {
    double[] best =
        new NelderMead(x -> x[0] < 2 ? Double.POSITIVE_INFINITY : x[0], 500, 1e-10)
            .minimise(new double[] {5}, new double[] {1});
    assertThat(best[0]).isBetween(2.0, 2.001);
  }
}
