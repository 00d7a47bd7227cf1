package io.foretide.neural.bricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {
  private static final int SIZE = 100_000;

  @Test
  void itDropsTheShareItWasAskedForAndKeepsTheSum() {
    for (double rate : new double[] {0, 0.1, 0.5, 0.9}) {
      float[] mask = mask(new DropoutMask(1, rate), 1);
      long dropped = 0;
      double sum = 0;
      for (float m : mask) {
        dropped += m == 0 ? 1 : 0;
        sum += m;
      }
      assertThat((double) dropped / SIZE).isCloseTo(rate, within(rate == 0 ? 0 : 0.005));
      assertThat(sum / SIZE).isCloseTo(1, within(0.05));
    }
  }

  @Test
  void everyIterationAndEverySeedHasItsOwnMaskAndAlwaysTheSame() {
    float[] mask = mask(new DropoutMask(1, 0.5), 7);
    assertThat(mask(new DropoutMask(1, 0.5), 7)).isEqualTo(mask);
    assertThat(agreement(mask(new DropoutMask(1, 0.5), 8), mask)).isCloseTo(0.5, within(0.01));
    assertThat(agreement(mask(new DropoutMask(2, 0.5), 7), mask)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void inPiecesItIsTheSameMask() {
    DropoutMask mask = new DropoutMask(5, 0.3);
    float[] whole = mask(mask, 2);
    for (int at = 0; at < SIZE; at += 999) {
      float[] piece = ones(Math.min(999, SIZE - at));
      mask.multiply(piece, piece.length, at, 2);
      assertThat(piece).isEqualTo(Arrays.copyOfRange(whole, at, at + piece.length));
    }
  }

  private static double agreement(float[] one, float[] other) {
    int same = 0;
    for (int i = 0; i < one.length; i++) {
      same += one[i] == other[i] ? 1 : 0;
    }
    return (double) same / one.length;
  }

  private static float[] mask(DropoutMask mask, int iteration) {
    float[] values = ones(SIZE);
    mask.multiply(values, SIZE, 0, iteration);
    return values;
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
