package io.foretide.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BlendingTest {
  @Test
  void aMemberThatHardlyCountsIsDropped() {
    double[] weights = Blending.settled(new double[] {0.59, 0.4, 0.01}, 1, 0.02);
    assertThat(weights[2]).isZero();
    assertThat(weights[0] + weights[1]).isCloseTo(1, Offset.offset(1e-12));
  }

  @Test
  void withoutTrustAllMembersAreEqual() {
    assertThat(Blending.settled(new double[] {0.75, 0.25, 0, 0}, 0, 0.02))
        .containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void halfTrustedWeightsLieHalfWay() {
    assertThat(Blending.settled(new double[] {0.9, 0.1}, 0.5, 0.02)[0])
        .isCloseTo(0.7, Offset.offset(1e-12));
  }
}
