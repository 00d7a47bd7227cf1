package io.foretide.neural.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ForecastLossTest {
  private static final double[] LEVELS = {0.1, 0.5};

  private final ForecastLoss loss = new ForecastLoss(Point.MEAN, LEVELS, 2);
  private final INDArray targets = Nd4j.createFromArray(new float[][] {{10}, {10}});
  private final INDArray said = Nd4j.createFromArray(new float[][] {{9, 8, 8}, {13, 12, 12}});

  @Test
  void aMissCostsItsLevelOnOneSideAndTheRestOnTheOtherAndTheMeanItsSquare() {
    // Quantiles: below by 2, 0.1 * 2 and 0.5 * 2; above by 2, 0.9 * 2 and 0.5 * 2; over 2 levels.
    double quantiles = (0.2 + 1 + 1.8 + 1) / 2;
    double means = (1 + 9) / 2.0;
    assertThat(loss.computeScore(targets, said, new ActivationIdentity(), null, false))
        .isCloseTo((quantiles + means) / 2, within(1e-6));
  }

  @Test
  void whereTheMedianIsTheForecastNothingPullsAtTheMean() {
    ForecastLoss median = new ForecastLoss(Point.MEDIAN, LEVELS, 2);
    var result =
        median.computeGradientAndScore(targets, said, new ActivationIdentity(), null, false);

    assertThat(result.getFirst()).isCloseTo((0.2 + 1 + 1.8 + 1) / 2 / 2, within(1e-6));
    assertThat(result.getSecond().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, -0.025f, -0.125f}, {0, 0.225f, 0.125f}});
  }

  @Test
  void aStepIsMeasuredInTheUnitOfTheLossAndWithoutOneNothingPullsAtIt() {
    INDArray mask = Nd4j.createFromArray(new float[][] {{0.5f}, {0}});
    var result = loss.computeGradientAndScore(targets, said, new ActivationIdentity(), mask, false);

    assertThat(result.getFirst()).isCloseTo((0.5 * 1.2 / 2 + 0.25 * 0.5) / 2, within(1e-6));
    assertThat(result.getSecond().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{-0.25f / 2, -0.05f / 4, -0.25f / 4}, {0, 0, 0}});
  }
}
