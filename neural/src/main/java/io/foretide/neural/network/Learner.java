package io.foretide.neural.network;

import io.foretide.neural.bricks.Kernel;
import io.foretide.neural.bricks.Parameter;
import io.foretide.neural.bricks.Pass;
import io.foretide.neural.bricks.Weights;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import io.foretide.neural.training.ForecastLoss;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Computes the loss and the gradient of a network of fused layers: their kernels one after the
 * other, and the loss behind them. What DL4J's own loop does beside that (workspaces, views, copies
 * between layers) takes a small network longer than its arithmetic.
 *
 * <p>The weights are the network's, and others may read them at the same time; the gradient is this
 * learner's own. Sequences lie in memory as {@code [steps][batch][features]}.
 */
public final class Learner implements AutoCloseable {
  private static final long COPY_SEEDS = 1_000_003;

  private final List<Kernel> kernels = new ArrayList<>();
  private final ForecastLoss loss;
  private final NativeFloats gradient;
  private final Growing slopes = new Growing();
  private float[] outputs = {};

  /**
   * @param number of this learner among those of a network: each draws its own dropout
   */
  public Learner(MultiLayerNetwork network, int number) {
    NativeFloats weights = NativeFloats.of(network.params());
    gradient = NativeFloats.allocate(weights.size());
    loss = loss(network);
    long at = 0;
    for (Layer layer : network.getLayers()) {
      if (layer instanceof FusedLayerImpl fused) {
        List<NativeFloats> values = new ArrayList<>();
        List<NativeFloats> learned = new ArrayList<>();
        for (Parameter parameter : fused.layerConf().parameters()) {
          values.add(weights.slice(at, parameter.size()));
          learned.add(gradient.slice(at, parameter.size()));
          at += parameter.size();
        }
        Weights own = Weights.of(values);
        own.learnInto(learned);
        kernels.add(fused.brick().kernel(fused.inputShape(), own, fused.seed(number * COPY_SEEDS)));
      }
    }
  }

  private static ForecastLoss loss(MultiLayerNetwork network) {
    Layer last = network.getLayers()[network.getnLayers() - 1];
    if (last.conf().getLayer() instanceof RnnLossLayer layer
        && layer.getLossFn() instanceof ForecastLoss forecast) {
      return forecast;
    }
    throw new IllegalArgumentException("a network of Networks.of is needed, with its loss");
  }

  /** Summed over the batch, of the last {@link #learn}. */
  NativeFloats gradient() {
    return gradient;
  }

  /**
   * Leaves the gradient.
   *
   * @param features {@code [steps][batch][features]}
   * @param targets {@code [horizon][batch]}
   * @param units what {@link ForecastLoss} has as mask, laid out alike
   * @param iteration of the optimiser
   * @return the loss, summed over the batch
   */
  public double learn(
      NativeFloats features, float[] targets, float[] units, int batch, int iteration) {
    Pass pass = Pass.training(batch, iteration);
    double sum = loss(features, targets, units, pass);
    NativeFloats slope = slopes.of(outputs.length);
    slope.write(0, outputs, 0, outputs.length);
    for (int k = kernels.size() - 1; k >= 0; k--) {
      slope = kernels.get(k).backward(slope, k > 0);
    }
    return sum;
  }

  /** The loss alone, without dropout; as {@link #learn}. */
  public double judge(NativeFloats features, float[] targets, float[] units, int batch) {
    return loss(features, targets, units, Pass.inference(batch));
  }

  private double loss(NativeFloats features, float[] targets, float[] units, Pass pass) {
    NativeFloats value = features;
    for (Kernel kernel : kernels) {
      value = kernel.forward(value, pass);
    }
    if (outputs.length != value.size()) {
      outputs = new float[(int) value.size()];
    }
    value.read(0, outputs, 0, outputs.length);
    return loss.gradient(targets, units, outputs);
  }

  @Override
  public void close() {
    kernels.forEach(Kernel::close);
    slopes.close();
    gradient.close();
  }
}
