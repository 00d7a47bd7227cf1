package io.foretide.neural.training;

import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.network.TimeMajor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a network says of some windows, baseline added: its quantiles, in units of each context's
 * scale.
 */
public final class WindowOutput {
  private final WindowShape shape;
  private final int levels;
  private final float[] network;
  private final Batch batch;

  private WindowOutput(WindowShape shape, int levels, float[] network, Batch batch) {
    this.shape = shape;
    this.levels = levels;
    this.network = network;
    this.batch = batch;
  }

  /** Runs DL4J's network on these windows. */
  public static WindowOutput of(
      MultiLayerNetwork network, Windows windows, List<Windows.Window> samples) {
    return without(OptionalInt.empty(), network, windows, samples);
  }

  /** The same, with a feature that says 0 throughout. */
  public static WindowOutput without(
      OptionalInt feature,
      MultiLayerNetwork network,
      Windows windows,
      List<Windows.Window> samples) {
    try (Batch batch = new Batch(samples.size(), windows.shape())) {
      windows.fill(samples, 0, batch);
      feature.ifPresent(batch::silence);
      var shape = windows.shape();
      long[] dimensions = {shape.steps(), samples.size(), shape.features()};
      INDArray features = Nd4j.createUninitialized(DataType.FLOAT, dimensions, 'c');
      FloatCopies.write(batch.features(), features);
      INDArray out = network.output(TimeMajor.turn(features));
      features.close();
      float[] values = FloatCopies.read(out);
      int levels = (int) out.size(1) - 1;
      out.close();
      return new WindowOutput(shape, levels, values, batch);
    }
  }

  /** {@code double[levels][horizon]} of one window, ascending at every step. */
  public double[][] sortedQuantiles(int window) {
    double[][] quantiles = new double[levels][shape.horizon()];
    double[] one = new double[levels];
    for (int h = 0; h < shape.horizon(); h++) {
      for (int q = 0; q < levels; q++) {
        one[q] = said(window, 1 + q, h);
      }
      Arrays.sort(one);
      for (int q = 0; q < levels; q++) {
        quantiles[q][h] = one[q];
      }
    }
    return quantiles;
  }

  private double said(int window, int output, int h) {
    float said = network[(window * (levels + 1) + output) * shape.horizon() + h];
    return said + batch.featureAt(shape.contextLength() + h, 0, window);
  }
}
