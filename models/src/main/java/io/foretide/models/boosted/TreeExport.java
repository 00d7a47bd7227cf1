package io.foretide.models.boosted;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.foretide.models.onnx.TreeGraph;
import io.foretide.models.series.Levels;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The trees as an ONNX file, for whoever serves them elsewhere: {@code features} {@code
 * [batch][features]} (named in the file's properties) and {@code unit} {@code [batch][1]} in,
 * {@code mean} {@code [batch][1]} and {@code quantiles} {@code [batch][published levels]} out, in
 * the unit that was given.
 */
final class TreeExport {
  private static final String FEATURES = "features";
  private static final String UNIT = "unit";
  private static final String MEAN = "mean";
  private static final String QUANTILES = "quantiles";

  /** Relative to the forecast, or to 1 where that is smaller. */
  private static final double TOLERANCE = 1e-4;

  private static final int MADE_UP = 500;
  private static final double GAPS = 0.1;

  private final Features features;
  private final Trees trees;

  TreeExport(Features features, Trees trees) {
    this.features = features;
    this.trees = trees;
  }

  /**
   * The file, which says what LightGBM says.
   *
   * @param rows real rows to compare on, {@code float[rows][features]} row by row; made-up ones are
   *     compared on too
   * @throws IOException if the two differ by more than 1e-4 anywhere
   */
  byte[] checked(float[] rows) throws IOException {
    byte[] file = build();
    compare(file, rows);
    compare(file, madeUp());
    return file;
  }

  private byte[] build() {
    TreeGraph graph = new TreeGraph();
    String in = graph.input(FEATURES, features.count());
    String unit = graph.input(UNIT, 1);
    String[] bags = trees.bags().stream().map(bag -> says(graph, in, bag)).toArray(String[]::new);
    String sum = bags.length == 1 ? bags[0] : graph.op("Sum", bags);
    String mean = graph.op("Mul", sum, graph.constant(1f / bags.length));
    String size =
        graph.op("Max", says(graph, in, trees.size()), graph.constant((float) Trees.LEAST_SIZE));
    double[] levels = Levels.published();
    float[] spread = new float[levels.length];
    for (int q = 0; q < levels.length; q++) {
      spread[q] = (float) trees.spread().at(levels[q]);
    }
    String quantiles = graph.op("Add", mean, graph.op("Mul", size, graph.constant(spread)));
    graph.output(MEAN, graph.op("Mul", mean, unit), 1);
    graph.output(QUANTILES, graph.op("Mul", quantiles, unit), levels.length);
    return graph.toBytes(
        "lightgbm",
        Map.of(
            "features",
            String.join("\n", features.names()),
            "unit",
            "mean absolute value of the series over " + features.unitSteps() + " steps"));
  }

  private static String says(TreeGraph graph, String in, Booster booster) {
    String text = booster.text();
    String sum = graph.trees(in, TreeText.nodes(text));
    return TreeText.isLogarithm(text) ? graph.op("Exp", sum) : sum;
  }

  /** Throws what {@link #checked} throws if a file says something else on these rows. */
  void compare(byte[] file, float[] rows) throws IOException {
    int count = rows.length / features.count();
    if (count == 0) {
      return;
    }
    Trees.Outlook said = trees.predict(rows, count, true);
    double[] levels = Levels.published();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      float[] ones = new float[count];
      Arrays.fill(ones, 1);
      try (OrtSession session = environment.createSession(file, options);
          OnnxTensor in = tensor(rows, count, features.count());
          OnnxTensor unit = tensor(ones, count, 1);
          OrtSession.Result result = session.run(Map.of(FEATURES, in, UNIT, unit))) {
        FloatBuffer mean = ((OnnxTensor) result.get(MEAN).orElseThrow()).getFloatBuffer();
        FloatBuffer quantiles = ((OnnxTensor) result.get(QUANTILES).orElseThrow()).getFloatBuffer();
        for (int row = 0; row < count; row++) {
          require(said.meanAt(row), mean.get(row), row);
          for (int q = 0; q < levels.length; q++) {
            double expected = said.meanAt(row) + said.sizeAt(row) * trees.spread().at(levels[q]);
            require(expected, quantiles.get(row * levels.length + q), row);
          }
        }
      }
    } catch (OrtException e) {
      throw new IOException("ONNX Runtime cannot run the exported trees: " + e.getMessage(), e);
    }
  }

  private static OnnxTensor tensor(float[] values, int rows, int width) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), new long[] {rows, width});
  }

  private static void require(double expected, float exported, int row) throws IOException {
    if (!(Math.abs(expected - exported) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
      throw new IOException(
          "the exported trees say "
              + exported
              + " of row "
              + row
              + " where LightGBM says "
              + expected
              + "; this is a fault of Foretide, not of the data");
    }
  }

  /** Rows that no data would give: any category, known or not, any size, and gaps everywhere. */
  private float[] madeUp() {
    SplittableRandom random = new SplittableRandom(1);
    int width = features.count();
    int categories = features.categories().count();
    float[] rows = new float[MADE_UP * width];
    for (int i = 0; i < rows.length; i++) {
      int feature = i % width;
      if (random.nextDouble() < GAPS) {
        rows[i] = Float.NaN;
      } else if (feature < categories) {
        rows[i] = random.nextInt(features.categories().codes().get(feature).size() + 2);
      } else {
        rows[i] = random.nextBoolean() ? random.nextInt(40) : (float) (random.nextDouble(-1, 3));
      }
    }
    return rows;
  }
}
