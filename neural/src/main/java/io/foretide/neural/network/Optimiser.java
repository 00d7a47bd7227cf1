package io.foretide.neural.network;

import io.foretide.neural.bricks.Parameter;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.NativeFloats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A step of Adam on what several learners found in their rows of a batch; what DL4J's updater does
 * (the mean over the batch, gradients cut to length layer by layer, {@link FusedAdam} on the
 * updater's own state), and weight decay. Each learner's thread may do one part of the weights at
 * the same time as the others do theirs: gradients are summed in the learners' order.
 */
public final class Optimiser {
  private static final int CHUNK = 4096;

  private final MultiLayerNetwork network;
  private final NativeFloats weights;
  private final NativeFloats means;
  private final NativeFloats squares;
  private final List<NativeFloats> gradients;
  private final List<Range> layers = new ArrayList<>();
  private final List<Range> decaying = new ArrayList<>();
  private final List<Part> parts;
  private final double decay;
  private final FusedAdam adam;
  private float share;
  private float rate;
  private double pace;

  /** Weights from one place to before another; their gradient is at most so long, 0 for any. */
  private record Range(int from, int to, double limit) {}

  /**
   * @param decay what a step takes off weights (not biases), as a share of them
   */
  public Optimiser(MultiLayerNetwork network, List<Learner> learners, double decay) {
    this.network = network;
    this.decay = decay;
    weights = NativeFloats.of(network.params());
    gradients = learners.stream().map(Learner::gradient).toList();
    NativeFloats state = NativeFloats.of(network.getUpdater().getStateViewArray());
    adam = (FusedAdam) ((FusedLayerImpl) network.getLayer(0)).layerConf().getIUpdater();
    int size = (int) weights.size();
    means = state.slice(0, size);
    squares = state.slice(size, size);
    int at = 0;
    for (Layer layer : network.getLayers()) {
      if (layer instanceof FusedLayerImpl fused) {
        int first = at;
        for (Parameter parameter : fused.layerConf().parameters()) {
          if (parameter.decays()) {
            decaying.add(new Range(at, at + parameter.size(), 0));
          }
          at += parameter.size();
        }
        layers.add(new Range(first, at, fused.layerConf().getGradientNormalizationThreshold()));
      }
    }
    int count = learners.size();
    parts =
        IntStream.range(0, count)
            .mapToObj(p -> new Part(place(size, p, count), place(size, p + 1, count)))
            .toList();
  }

  private static int place(int size, int part, int count) {
    return (int) ((long) size * part / count);
  }

  /** Where a part of the weights begins. */
  public int from(int part) {
    return parts.get(part).from;
  }

  /** Where a part of the weights is over. */
  public int to(int part) {
    return parts.get(part).to;
  }

  /**
   * Before the parts of a step.
   *
   * @param batch rows that the gradients are sums over, all learners' together
   * @param pace the learning rate's factor: Adam's step is in proportion to its rate
   */
  public void begin(int batch, double pace) {
    this.pace = pace;
    share = 1f / batch;
    rate = adam.rate(network.getIterationCount());
  }

  /** Whether the gradient of some layer may be at most so long. */
  public boolean cuts() {
    return layers.stream().anyMatch(layer -> layer.limit > 0);
  }

  /**
   * Sums up the gradients of one part; {@link #step} follows, where gradients are cut when all
   * parts are summed up.
   */
  public void sum(int part) {
    parts.get(part).sum();
  }

  /** Changes the weights of one part. */
  public void step(int part) {
    parts.get(part).step();
  }

  /** After all parts of a step. */
  public void end() {
    network.getLayerWiseConfigurations().setIterationCount(network.getIterationCount() + 1);
  }

  /** Some of the weights, and the working memory of the thread that changes them. */
  private final class Part {
    private final int from;
    private final int to;
    private final double[] lengths = new double[layers.size()];
    private final float[] g = new float[CHUNK];
    private final float[] m = new float[CHUNK];
    private final float[] v = new float[CHUNK];

    Part(int from, int to) {
      this.from = from;
      this.to = to;
    }

    void sum() {
      NativeFloats all = gradients.get(0);
      for (NativeFloats other : gradients.subList(1, gradients.size())) {
        Gemm.add(to - from, other.at(from), all.at(from));
      }
      Gemm.scale(to - from, share, all.at(from));
      for (int l = 0; l < lengths.length; l++) {
        Range layer = layers.get(l);
        int begin = Math.max(from, layer.from);
        int length = Math.min(to, layer.to) - begin;
        if (layer.limit > 0) {
          lengths[l] = length > 0 ? Gemm.norm(length, all.at(begin)) : 0;
        }
      }
    }

    void step() {
      for (int l = 0; l < lengths.length; l++) {
        cut(layers.get(l), l);
      }
      for (Range range : decay > 0 ? decaying : List.<Range>of()) {
        scale(range, (float) (1 - pace * decay), weights);
      }
      for (int at = from; at < to; at += CHUNK) {
        adam(at, Math.min(CHUNK, to - at));
      }
    }

    private void cut(Range layer, int number) {
      double length =
          Math.sqrt(parts.stream().mapToDouble(p -> p.lengths[number] * p.lengths[number]).sum());
      if (layer.limit > 0 && length > layer.limit) {
        scale(layer, (float) (layer.limit / length), gradients.get(0));
      }
    }

    /** Of a range what lies in this part. */
    private void scale(Range range, float factor, NativeFloats values) {
      int begin = Math.max(from, range.from);
      int end = Math.min(to, range.to);
      if (begin < end) {
        Gemm.scale(end - begin, factor, values.at(begin));
      }
    }

    private void adam(int at, int length) {
      gradients.get(0).read(at, g, 0, length);
      means.read(at, m, 0, length);
      squares.read(at, v, 0, length);
      FusedAdam.step(g, m, v, length, rate);
      means.write(at, m, 0, length);
      squares.write(at, v, 0, length);
      float[] w = m;
      weights.read(at, w, 0, length);
      float factor = (float) pace;
      for (int i = 0; i < length; i++) {
        w[i] -= factor * g[i];
      }
      weights.write(at, w, 0, length);
    }
  }
}
