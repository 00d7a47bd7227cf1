package io.foretide.neural.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.neural.memory.FloatCopies;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

class FusedAdamTest {
  /** More than one chunk, and not whole ones. */
  private static final int WEIGHTS = 10_001;

  private final Random random = new Random(3);

  @Test
  void itStepsAsAdamOfDl4jDoesAndKeepsTheSameState() {
    INDArray expectedState = Nd4j.zeros(DataType.FLOAT, 1, 2 * WEIGHTS);
    INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 2 * WEIGHTS);
    GradientUpdater<?> stock = updater(new Adam(0.01), expectedState);
    GradientUpdater<?> fused = updater(new FusedAdam(0.01), state);
    for (int iteration = 0; iteration < 50; iteration++) {
      INDArray expected = gradient();
      INDArray actual = expected.dup();
      stock.applyUpdater(expected, iteration, 0);
      fused.applyUpdater(actual, iteration, 0);
      assertClose(actual, expected, 1e-5f);
    }
    assertClose(state, expectedState, 1e-5f);
  }

  @Test
  void aPartOfALargerVectorIsAllThatItChanges() {
    INDArray whole = gradient();
    INDArray before = whole.dup();
    INDArray part = whole.get(NDArrayIndex.all(), NDArrayIndex.interval(100, 200));
    INDArray state = Nd4j.zeros(DataType.FLOAT, 1, 200);
    updater(new FusedAdam(0.01), state).applyUpdater(part, 0, 0);
    float[] changed = FloatCopies.read(whole);
    float[] kept = FloatCopies.read(before);
    for (int i = 0; i < WEIGHTS; i++) {
      assertThat(changed[i] == kept[i]).as("element %d", i).isEqualTo(i < 100 || i >= 200);
    }
  }

  private static GradientUpdater<?> updater(IUpdater config, INDArray state) {
    GradientUpdater<?> updater = config.instantiate(state, true);
    updater.setStateViewArray(state, new long[] {1, state.length() / 2}, 'c', true);
    return updater;
  }

  /** Of sizes from a millionth to thousands. */
  private INDArray gradient() {
    float[] values = new float[WEIGHTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(10) - 6));
    }
    return Nd4j.createFromArray(values).reshape(1, WEIGHTS);
  }

  private static void assertClose(INDArray actual, INDArray expected, float relative) {
    float[] a = FloatCopies.read(actual);
    float[] e = FloatCopies.read(expected);
    for (int i = 0; i < a.length; i++) {
      assertThat(Math.abs(a[i] - e[i]))
          .as("%s beside %s", a[i], e[i])
          .isLessThanOrEqualTo(relative * Math.max(Math.abs(e[i]), 1e-3f));
    }
  }
}
