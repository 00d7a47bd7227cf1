package io.foretide.neural.training;

import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.network.TimeMajor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of one mini-batch, filled again and again: features {@code [batch, features, steps]},
 * which lie in memory as fused layers have them, {@code [steps][batch][features]}; targets {@code
 * [batch, 1, horizon]} and their mask {@code [batch, horizon]}, which is 0 where there was no
 * observation and otherwise the weight that {@link ForecastLoss} describes.
 */
final class Batch implements AutoCloseable {
  private final int size;
  private final WindowShape shape;
  private final float[] features;
  private final float[] targets;
  private final float[] mask;
  private final INDArray featureArray;
  private final INDArray targetArray;
  private final INDArray maskArray;

  Batch(int size, WindowShape shape) {
    this.size = size;
    this.shape = shape;
    int steps = shape.steps();
    features = new float[size * shape.features() * steps];
    targets = new float[size * shape.horizon()];
    mask = new float[size * shape.horizon()];
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      featureArray =
          Nd4j.createUninitialized(DataType.FLOAT, new long[] {steps, size, shape.features()}, 'c');
      targetArray = array(size, 1, shape.horizon());
      maskArray = array(size, shape.horizon());
    }
  }

  private static INDArray array(long... dimensions) {
    return Nd4j.createUninitialized(DataType.FLOAT, dimensions, 'f');
  }

  int size() {
    return size;
  }

  void feature(int step, int feature, int row, float value) {
    features[(step * size + row) * shape.features() + feature] = value;
  }

  void target(int ahead, int row, float value, float weight) {
    int at = ahead * size + row;
    targets[at] = value;
    mask[at] = weight;
  }

  float featureAt(int step, int feature, int row) {
    return features[(step * size + row) * shape.features() + feature];
  }

  INDArray features() {
    FloatCopies.write(features, featureArray);
    return TimeMajor.turn(featureArray);
  }

  INDArray targets() {
    FloatCopies.write(targets, targetArray);
    return targetArray;
  }

  INDArray mask() {
    FloatCopies.write(mask, maskArray);
    return maskArray;
  }

  @Override
  public void close() {
    featureArray.close();
    targetArray.close();
    maskArray.close();
  }
}
