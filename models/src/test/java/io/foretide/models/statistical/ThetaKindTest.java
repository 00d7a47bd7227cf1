package io.foretide.models.statistical;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.local.Outlook;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThetaKindTest {
  private final ThetaMethod method = new ThetaMethod(7, "auto", "multiplicative");

  @Test
  void aSeasonThatGrowsWithTheLevelIsTakenAsARatio() {
    double[] week = {0.5, 0.8, 1, 1, 1.2, 1.5, 1};
    double[] y = new double[210];
    Arrays.setAll(y, t -> (100 + t) * week[t % 7]);
    ThetaParameters p = method.fit(y, () -> {});
    assertThat(p.ratio()).isTrue();
    Outlook outlook = method.forecast(p, y, 7, new Random(1));
    for (int h = 0; h < 7; h++) {
      double expected = (310 + h) * week[h];
      assertThat(outlook.mean()[h]).isBetween(0.95 * expected, 1.05 * expected);
    }
  }

  @Test
  void zerosMakeTheSeasonAdditive() {
    double[] y = new double[140];
    Arrays.setAll(y, t -> t % 7 == 6 ? 0 : 10 + t % 7);
    ThetaParameters p = method.fit(y, () -> {});
    assertThat(p.ratio()).isFalse();
    assertThat(method.forecast(p, y, 7, new Random(1)).mean()[6])
        .isCloseTo(0, org.assertj.core.data.Offset.offset(0.5));
  }

  @Test
  void noiseHasNoSeason() {
    Random random = new Random(5);
    double[] y = random.doubles(300).toArray();
    assertThat(method.fit(y, () -> {}).season()).isEmpty();
  }

  @Test
  void halfTheSlopeOfALineIsContinuedByTheStandardModel() {
    // Assimakopoulos and Nikolopoulos 2000: theta lines 0 and 2 average to half the linear trend.
    double[] y = new double[100];
    Random random = new Random(2);
    Arrays.setAll(y, t -> 50 + 2.0 * t + random.nextGaussian());
    ThetaMethod standard = new ThetaMethod(1, "STM", "additive");
    double[] mean = standard.forecast(standard.fit(y, () -> {}), y, 20, random).mean();
    assertThat((mean[19] - mean[9]) / 10).isCloseTo(1, org.assertj.core.data.Offset.offset(0.02));
  }
}
