package io.foretide.neural.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Look;
import io.foretide.models.kind.FitException;
import io.foretide.models.series.Levels;
import io.foretide.neural.training.Point;
import io.foretide.neural.training.WindowShape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The weights of a network that is linear in the values of its context: the answer of its point
 * forecast to one unit at each step, less its answer to nothing.
 */
public final class LinearWeights {
  private static final String FEATURES = "features";
  private static final double MEDIAN = 0.5;
  private static final double DIGITS = 1e6;

  private LinearWeights() {}

  /** A row per step ahead, a column per step of the context. */
  public static Explanation of(MultiLayerNetwork network, WindowShape shape, Point point) {
    int context = shape.contextLength();
    OnnxGraph graph = new OnnxGraph("weights");
    String in = graph.input(FEATURES, shape.steps(), shape.features());
    String out = new NetworkExport(network).addTo(graph, graph.transpose(in, 1, 0, 2));
    graph.output(
        "answers", graph.transpose(out, 1, 0, 2), shape.horizon(), 1 + Levels.published().length);
    int output = point == Point.MEAN ? 0 : 1 + Arrays.binarySearch(Levels.published(), MEDIAN);
    float[][][] answers = run(graph, shape);
    double[][] weights = new double[shape.horizon()][context];
    for (int h = 0; h < weights.length; h++) {
      for (int c = 0; c < context; c++) {
        double weight = answers[c][h][output] - answers[context][h][output];
        weights[h][c] = Math.rint(weight * DIGITS) / DIGITS;
      }
    }
    return new Explanation(
        "weights",
        "What one more at each step of the context, scaled, adds to the forecast of each step ahead, in"
            + " the same scale; steps are counted from the cutoff.",
        Look.heatMap("Weights", "step ahead", "step of the context", "weight"),
        IntStream.rangeClosed(1, shape.horizon()).mapToObj(step -> "+" + step).toList(),
        IntStream.rangeClosed(1 - context, 0).mapToObj(Integer::toString).toList(),
        weights);
  }

  /** {@code [context + 1][horizon][outputs]}: with a unit at each step, and at none. */
  private static float[][][] run(OnnxGraph graph, WindowShape shape) {
    int windows = shape.contextLength() + 1;
    int size = shape.steps() * shape.features();
    float[] units = new float[windows * size];
    for (int c = 0; c < shape.contextLength(); c++) {
      units[c * size + c * shape.features()] = 1;
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] dimensions = {windows, shape.steps(), shape.features()};
    try (OrtSession session = environment.createSession(graph.toBytes());
        OnnxTensor input =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(units), dimensions);
        OrtSession.Result result = session.run(Map.of(FEATURES, input))) {
      return (float[][][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new FitException("the weights cannot be read: " + e.getMessage());
    }
  }
}
