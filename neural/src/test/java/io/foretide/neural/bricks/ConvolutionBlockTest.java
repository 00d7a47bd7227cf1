package io.foretide.neural.bricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.neural.memory.NativeFloats;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConvolutionBlockTest {
  private static final Shape SHAPE = new Shape(12, 3);

  @Test
  void theBlockComputesWhatItsPartsCompute() {
    CausalConvolution one = new CausalConvolution(5, 3, 2, Activation.RELU);
    Brick parts = new Residual(Sequence.of(one, one));
    try (BrickTrial block = new BrickTrial(new ConvolutionBlock(5, 3, 2, 0.4), SHAPE, 7);
        BrickTrial split = new BrickTrial(parts, SHAPE, 7)) {
      float[] expected = split.forward(false);
      float[] weight = BrickTrial.noise(expected.length, 1, new SplittableRandom(3));
      float[] actual = block.forward(false);
      float[] passed = weight.clone();
      for (int i = 0; i < expected.length; i++) {
        passed[i] = expected[i] > 0 ? weight[i] : 0;
        assertThat((double) actual[i]).isCloseTo(Math.max(0, expected[i]), within(1e-6));
      }
      List<float[]> gradients = block.backward(weight);
      List<float[]> known = split.backward(passed);
      assertThat(gradients).hasSameSizeAs(known);
      for (int a = 0; a < known.size(); a++) {
        assertThat(gradients.get(a))
            .as("argument %d", a)
            .containsExactly(known.get(a), within(1e-4f));
      }
    }
  }

  @Test
  void whatIsDroppedInTrainingIsDroppedOnTheWayBack() {
    ConvolutionBlock block = new ConvolutionBlock(SHAPE.features(), 2, 1, 0.5);
    try (BrickTrial trial = new BrickTrial(block, SHAPE, 5)) {
      float[] before = trial.forward(true);
      assertThat(before).isNotEqualTo(trial.forward(false)).isEqualTo(trial.forward(true));
      float[] weight = BrickTrial.noise(before.length, 1, new SplittableRandom(2));
      List<float[]> gradients = trial.backward(weight);
      // The function is linear almost everywhere, so that a short step along a bias tells its
      // slope.
      int secondBias = 4;
      NativeFloats bias = trial.arguments().get(secondBias);
      float[] values = BrickTrial.read(bias);
      for (int f = 0; f < values.length; f++) {
        float step = 1e-3f;
        float[] moved = values.clone();
        moved[f] += step;
        bias.write(0, moved, 0, moved.length);
        float[] after = trial.forward(true);
        bias.write(0, values, 0, values.length);
        double slope = 0;
        for (int i = 0; i < after.length; i++) {
          slope += (double) (after[i] - before[i]) / step * weight[i];
        }
        assertThat(slope).isCloseTo(gradients.get(secondBias)[f], within(1e-2));
      }
    }
  }

  @Test
  void nothingAfterAStepAndNothingBeforeItsReachMattersToIt() {
    ConvolutionBlock block = new ConvolutionBlock(4, 2, 2, 0);
    assertThat(block.reach()).isEqualTo(4);
    try (BrickTrial trial = new BrickTrial(block, SHAPE, 1)) {
      float[] before = trial.forward(false);
      int changed = 5;
      int row = BrickTrial.BATCH * SHAPE.features();
      float[] absurd = new float[row];
      java.util.Arrays.fill(absurd, 100);
      trial.input().write(changed * row, absurd, 0, row);
      float[] after = trial.forward(false);
      int out = BrickTrial.BATCH * block.filters();
      for (int t = 0; t < SHAPE.steps(); t++) {
        boolean same =
            java.util.Arrays.equals(before, t * out, (t + 1) * out, after, t * out, (t + 1) * out);
        boolean sees = t == changed || t == changed + 2 || t == changed + 4;
        assertThat(same).as("step %d is as it was", t).isEqualTo(!sees);
      }
    }
  }
}
