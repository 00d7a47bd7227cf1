package io.foretide.neural.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Look;
import io.foretide.models.kind.FitException;
import io.foretide.neural.training.WindowShape;
import io.foretide.neural.training.Windows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Reads out of a trained network what it exposes, in ONNX Runtime on some windows: attention
 * weights, the mean over windows and heads; and how much each variable counts, the mean over
 * windows and steps.
 */
public final class NetworkExplanations {
  private static final String FEATURES = "features";
  private static final String STEP = "step, counted from the cutoff";

  private final WindowShape shape;

  private NetworkExplanations(WindowShape shape) {
    this.shape = shape;
  }

  /** Nothing where the network exposes nothing. */
  public static List<Explanation> of(
      MultiLayerNetwork network, Windows windows, List<Windows.Window> samples) {
    WindowShape shape = windows.shape();
    OnnxGraph graph = new OnnxGraph("explanations", true);
    String in = graph.input(FEATURES, shape.steps(), shape.features());
    new NetworkExport(network).addTo(graph, graph.transpose(in, 1, 0, 2));
    if (graph.exposed().isEmpty()) {
      return List.of();
    }
    return new NetworkExplanations(shape)
        .run(graph, FloatBuffer.wrap(windows.features(samples)), samples.size());
  }

  private List<Explanation> run(OnnxGraph graph, FloatBuffer features, int windows) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] dimensions = {windows, shape.steps(), shape.features()};
    try (OrtSession session = environment.createSession(graph.toBytes());
        OnnxTensor input = OnnxTensor.createTensor(environment, features, dimensions);
        OrtSession.Result result = session.run(Map.of(FEATURES, input))) {
      List<Explanation> explanations = new ArrayList<>();
      for (OnnxGraph.Exposed one : graph.exposed()) {
        OnnxTensor value = (OnnxTensor) result.get(one.name()).orElseThrow();
        explanations.add(one.columns().isEmpty() ? attention(one, value) : variables(one, value));
      }
      return explanations;
    } catch (OrtException e) {
      throw new FitException("the network cannot be explained: " + e.getMessage());
    }
  }

  /** Of {@code [windows][heads][queries][keys]}. */
  private Explanation attention(OnnxGraph.Exposed one, OnnxTensor value) {
    int queries = (int) value.getInfo().getShape()[2];
    int keys = (int) value.getInfo().getShape()[3];
    double[][] mean = mean(value.getFloatBuffer(), queries, keys);
    // Where all steps ask, those before the cutoff only do so on behalf of those after it.
    int hidden = queries == shape.steps() ? shape.contextLength() : 0;
    // Within an encoder there may by chance be as many parts of the context as steps ahead.
    boolean across = one.name().startsWith("attention-across");
    boolean ahead = queries == shape.horizon() && (across || queries != keys);
    return new Explanation(
        one.name(),
        "How much each row looks at each column: attention, the mean over heads and windows;"
            + " steps are counted from the cutoff.",
        Look.heatMap(
            title(one.name()), ahead ? STEP : what(queries), what(keys), "share of the attention"),
        ahead ? ahead(queries) : names(queries).subList(hidden, queries),
        names(keys),
        IntStream.range(hidden, queries).mapToObj(q -> mean[q]).toArray(double[][]::new));
  }

  /** Of {@code [windows][steps][variables]}. */
  private static Explanation variables(OnnxGraph.Exposed one, OnnxTensor value) {
    int count = one.columns().size();
    return new Explanation(
        one.name(),
        "How much each variable counts: its share, the mean over windows and steps.",
        Look.bars(title(one.name()), "variable", ""),
        one.columns(),
        List.of("share"),
        Arrays.stream(mean(value.getFloatBuffer(), 1, count)[0])
            .mapToObj(share -> new double[] {share})
            .toArray(double[][]::new));
  }

  /** {@code variables-before-the-cutoff-1} as a heading; the number says where in the network. */
  private static String title(String name) {
    String words = name.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private String what(int count) {
    return count == shape.steps() ? STEP : "part of the window, oldest first";
  }

  /** Over everything before the last {@code rows * columns} values. */
  private static double[][] mean(FloatBuffer values, int rows, int columns) {
    int matrices = values.remaining() / (rows * columns);
    double[][] mean = new double[rows][columns];
    for (int m = 0; m < matrices; m++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          mean[r][c] += values.get((m * rows + r) * columns + c) / matrices;
        }
      }
    }
    return mean;
  }

  /** Of steps, counted from the cutoff where they are the window's, or else of parts of them. */
  private List<String> names(int count) {
    if (count == shape.steps()) {
      return IntStream.range(1 - shape.contextLength(), shape.horizon() + 1)
          .mapToObj(step -> step > 0 ? "+" + step : Integer.toString(step))
          .toList();
    }
    return IntStream.rangeClosed(1, count).mapToObj(part -> "part " + part).toList();
  }

  private static List<String> ahead(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(step -> "+" + step).toList();
  }
}
