package io.foretide.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SimplexWeightsTest {
  @Test
  void theMixtureThatMadeTheActualsIsFound() {
    Random random = new Random(11);
    double[][] forecasts = new double[3][2000];
    double[] actual = new double[2000];
    for (int p = 0; p < actual.length; p++) {
      for (double[] member : forecasts) {
        member[p] = random.nextGaussian();
      }
      actual[p] = 0.7 * forecasts[0][p] + 0.3 * forecasts[1][p] + 0.1 * random.nextGaussian();
    }
    double[] weights = SimplexWeights.leastAbsoluteError(forecasts, actual);
    assertThat(weights[0]).isCloseTo(0.7, Offset.offset(0.02));
    assertThat(weights[1]).isCloseTo(0.3, Offset.offset(0.02));
    assertThat(weights[2]).isCloseTo(0, Offset.offset(0.02));
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, Offset.offset(1e-9));
  }

  @Test
  void errorsOfOppositeSignCancelInEqualParts() {
    double[][] forecasts = {{11, 12, 13, 14}, {9, 10, 11, 12}};
    double[] weights = SimplexWeights.leastAbsoluteError(forecasts, new double[] {10, 11, 12, 13});
    assertThat(weights[0]).isCloseTo(0.5, Offset.offset(0.02));
  }

  @Test
  void withoutPointsAllWeighTheSame() {
    assertThat(SimplexWeights.leastAbsoluteError(new double[4][0], new double[0]))
        .containsExactly(0.25, 0.25, 0.25, 0.25);
  }
}
