package io.foretide.neural.bricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that a mask leaves out, at the beginning of sequences, at their end and within. */
class MaskTest {
  private static final Shape SHAPE = new Shape(6, 4);
  private static final int UNITS = 5;
  private static final float STEP = 4e-3f;

  /**
   * {@code [steps][batch]}: the first sequence begins late, the second has a gap, the last ends.
   */
  private static final float[] MASK = {
    0, 1, 1, //
    0, 1, 1, //
    1, 0, 1, //
    1, 0, 0, //
    1, 1, 0, //
    1, 1, 0
  };

  static Stream<Brick> recurrent() {
    return Stream.of(new Gru(UNITS), new Lstm(UNITS), new Gru(1, true), new Lstm(1, true));
  }

  /** Bricks that look across steps, and what makes other steps of those there are. */
  static Stream<Brick> across() {
    return Stream.of(
        new SelfAttention(2, 3, false),
        new SelfAttention(1, 2, true),
        new SparseAttention(2, 3, 1),
        new SparseAttention(1, 2, 2),
        new CrossAttention(new LastSteps(2), Dense.linear(3), 2, 3),
        new CrossAttention(Dense.linear(3), new LastSteps(3), 1, 2),
        new InterpretableAttention(2, 3, 4),
        new BeforeAfter(2, Dense.linear(3), new CausalConvolution(3, 2, 1, Activation.TANH)),
        new BeforeAfter(4, new SelfAttention(1, 2, false), new Gru(4)),
        new TimeLinear(3, 2),
        new MaxPool(),
        new Patches(2, 2),
        new Patches(4, 3),
        new Flatten(),
        new Residual(new LastSteps(3)),
        Beside.of(new Lstm(2), new Excerpt(0, 6, 0, 2)),
        Sequence.of(new MaxPool(), new SelfAttention(1, 2, false), new LastSteps(2), new Gru(2)),
        Sequence.of(new Patches(2, 2), new SelfAttention(1, 2, false), new TimeLinear(2, 1)),
        Sequence.of(new Flatten(), new Spread(3), new Lstm(2)));
  }

  static Stream<Brick> all() {
    return Stream.concat(
        recurrent(),
        Stream.of(
            new CausalConvolution(UNITS, 3, 1, Activation.TANH),
            new CausalConvolution(UNITS, 2, 2, Activation.SIGMOID),
            new ConvolutionBlock(UNITS, 2, 1, 0)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatAStepThatDoesNotCountHoldsChangesNothingAndItsOutputIsZero(Brick brick) {
    int units = brick.output(SHAPE).features();
    try (BrickTrial trial = new BrickTrial(brick, SHAPE, 1)) {
      float[] before = forward(trial);
      NativeFloats input = trial.input();
      int read = SHAPE.features() - started(brick);
      for (int row = 0; row < MASK.length; row++) {
        if (MASK[row] == 0) {
          input.fill(row * SHAPE.features(), read, 100);
          assertThat(Arrays.copyOfRange(before, row * units, (row + 1) * units)).containsOnly(0);
        }
      }
      assertThat(forward(trial)).isEqualTo(before);
    }
  }

  /** Features that are the state before the first step, whether that step counts or not. */
  private static int started(Brick brick) {
    return brick instanceof Lstm lstm && lstm.started()
        ? 2 * lstm.units()
        : brick instanceof Gru gru && gru.started() ? gru.units() : 0;
  }

  @ParameterizedTest
  @MethodSource("across")
  void whatAStepThatDoesNotCountHoldsChangesNothingThatCounts(Brick brick) {
    try (BrickTrial trial = new BrickTrial(brick, SHAPE, 1);
        Kernel kernel = brick.kernel(SHAPE, trial.weights(), 1)) {
      Pass pass = Pass.inference(BrickTrial.BATCH).masked(MASK);
      float[] before = BrickTrial.read(kernel.forward(trial.input(), pass));
      Pass behind = kernel.behind(pass);
      for (int row = 0; row < MASK.length; row++) {
        if (MASK[row] == 0) {
          trial.input().fill(row * SHAPE.features(), SHAPE.features(), 100);
        }
      }
      float[] after = BrickTrial.read(kernel.forward(trial.input(), pass));
      int units = brick.output(SHAPE).features();
      int counted = 0;
      for (int i = 0; i < before.length; i++) {
        int row = i / units;
        if (behind.counts(row / BrickTrial.BATCH, row % BrickTrial.BATCH)) {
          assertThat(after[i]).as("value %d", i).isEqualTo(before[i]);
          counted++;
        }
      }
      assertThat(counted).isPositive();
    }
  }

  @Test
  void aMovingAverageRefusesAMaskAndSaysWhy() {
    try (BrickTrial trial = new BrickTrial(new Decomposition(3), SHAPE, 1)) {
      assertThatThrownBy(() -> forward(trial)).hasMessageContaining("takes no mask");
    }
  }

  @ParameterizedTest
  @MethodSource("recurrent")
  void aSequenceWithAGapIsTheSequenceWithoutIt(Brick brick) {
    try (BrickTrial trial = new BrickTrial(brick, SHAPE, 1)) {
      float[] gap = forward(trial);
      // Of the second sequence, steps 0 and 1 stay, and 4 and 5 move up to 2 and 3.
      float[] input = BrickTrial.read(trial.input());
      for (int step = 2; step < 4; step++) {
        int from = ((step + 2) * BrickTrial.BATCH + 1) * SHAPE.features();
        int to = (step * BrickTrial.BATCH + 1) * SHAPE.features();
        trial.input().write(to, input, from, SHAPE.features());
      }
      float[] without = trial.forward(false);
      for (int step = 2; step < 4; step++) {
        int units = brick.output(SHAPE).features();
        int there = ((step + 2) * BrickTrial.BATCH + 1) * units;
        int here = (step * BrickTrial.BATCH + 1) * units;
        for (int u = 0; u < units; u++) {
          assertThat(without[here + u]).isCloseTo(gap[there + u], within(1e-6f));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource({"all", "across"})
  void theGradientsAreThoseOfFiniteDifferences(Brick brick) {
    try (BrickTrial trial = new BrickTrial(brick, SHAPE, 1)) {
      SplittableRandom random = new SplittableRandom(2);
      float[] weight = BrickTrial.noise(forward(trial).length, 1, random);
      List<float[]> gradients = trial.backward(weight);
      for (int a = 0; a < gradients.size(); a++) {
        NativeFloats argument = trial.arguments().get(a);
        float[] at = BrickTrial.read(argument);
        for (int i = 0; i < at.length; i++) {
          double up = moved(trial, argument, i, at[i] + STEP, weight);
          double down = moved(trial, argument, i, at[i] - STEP, weight);
          argument.write(i, at, i, 1);
          assertThat((double) gradients.get(a)[i])
              .as("argument %d, element %d", a, i)
              .isCloseTo((up - down) / (2 * STEP), within(1e-3));
        }
      }
    }
  }

  private static double moved(
      BrickTrial trial, NativeFloats argument, int element, float value, float[] weight) {
    argument.write(element, new float[] {value}, 0, 1);
    float[] output = forward(trial);
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      sum += (double) output[i] * weight[i];
    }
    return sum;
  }

  private static float[] forward(BrickTrial trial) {
    return trial.forward(Pass.inference(BrickTrial.BATCH).masked(MASK));
  }
}
