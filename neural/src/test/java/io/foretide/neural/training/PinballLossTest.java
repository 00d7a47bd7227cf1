package io.foretide.neural.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PinballLossTest {
  private final PinballLoss loss = new PinballLoss(new double[] {0.1, 0.5}, 2);

  @Test
  void aMissCostsItsLevelOnOneSideAndTheRestOnTheOther() {
    INDArray targets = Nd4j.createFromArray(new float[][] {{10}, {10}});
    INDArray said = Nd4j.createFromArray(new float[][] {{8, 8}, {12, 12}});
    // Below by 2: 0.1 * 2 and 0.5 * 2. Above by 2: 0.9 * 2 and 0.5 * 2. Over 2 levels, 2 steps.
    assertThat(loss.computeScore(targets, said, new ActivationIdentity(), null, false))
        .isCloseTo((0.2 + 1 + 1.8 + 1) / 4, within(1e-6));
  }

  @Test
  void aMaskedStepCostsNothingAndPullsNowhere() {
    INDArray targets = Nd4j.createFromArray(new float[][] {{10}, {99}});
    INDArray said = Nd4j.createFromArray(new float[][] {{8, 8}, {12, 12}});
    INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {0}});
    var result = loss.computeGradientAndScore(targets, said, new ActivationIdentity(), mask, false);

    assertThat(result.getFirst()).isCloseTo(1.2 / 4, within(1e-6));
    assertThat(result.getSecond().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{-0.1f / 4, -0.5f / 4}, {0, 0}});
  }
}
