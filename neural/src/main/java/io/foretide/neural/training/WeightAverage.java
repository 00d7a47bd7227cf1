package io.foretide.neural.training;

import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.memory.NativeFloats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running mean of a network's weights over the last hundred or so steps of the optimiser
 * (Polyak and Juditsky 1992), which forecasts better than any single one of them and depends less
 * on the seed.
 */
final class WeightAverage {
  private static final float MEMORY = 0.99f;

  private final INDArray params;
  private final NativeFloats weights;
  private final float[] now;
  private final float[] mean;
  private int steps;

  WeightAverage(INDArray params) {
    this.params = params;
    this.weights = NativeFloats.of(params);
    this.mean = FloatCopies.read(params);
    this.now = mean.clone();
  }

  /** Takes in the network's weights as they are after a step. */
  Team.OfWeights next() {
    steps++;
    // Early on, a shorter memory: the random beginning must not linger.
    float memory = Math.min(MEMORY, (1f + steps) / (10f + steps));
    return (from, to) -> update(from, to, memory);
  }

  private void update(int from, int to, float memory) {
    weights.read(from, now, from, to - from);
    for (int i = from; i < to; i++) {
      mean[i] = memory * mean[i] + (1 - memory) * now[i];
    }
  }

  /** Runs with the mean as the network's weights, and puts its own back. */
  double with(DoubleSupplier work) {
    float[] own = FloatCopies.read(params);
    FloatCopies.write(mean, params);
    try {
      return work.getAsDouble();
    } finally {
      FloatCopies.write(own, params);
    }
  }

  float[] copy() {
    return mean.clone();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(steps);
    Floats.write(mean, out);
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    steps = in.readInt();
    Floats.read(in, mean);
  }
}
