package io.foretide.neural.export;

import io.foretide.models.onnx.OnnxLayout;
import io.foretide.neural.training.SeasonalBaseline;
import io.foretide.neural.training.WindowShape;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The part of an exported graph that all kinds share: from a raw context with its gaps (NaN) to the
 * features of {@link WindowShape}, and from what the network says back to the series' own unit. It
 * computes what {@link io.foretide.neural.training.Windows} computes.
 */
public final class WindowGraph {
  private static final float SMALLEST_SCALE = 1e-20f;
  private static final String TARGET = "target";
  private static final String CALENDAR = "calendar";
  private static final String MEAN = "mean";
  private static final String QUANTILES = "quantiles";

  private final WindowShape shape;
  private final double[] levels;
  private final boolean mean;

  /**
   * @param levels the quantiles that the network writes for every step ahead, after the mean
   * @param mean whether the mean is the forecast; otherwise the median, 0.5 among the levels
   */
  public WindowGraph(WindowShape shape, double[] levels, boolean mean) {
    this.shape = shape;
    this.levels = levels.clone();
    this.mean = mean;
  }

  /** How to feed the graph that {@link #build} makes. */
  public OnnxLayout layout() {
    return new OnnxLayout(
        shape.step(),
        shape.contextLength(),
        shape.horizon(),
        List.of(
            new OnnxLayout.Input(TARGET, OnnxLayout.Span.CONTEXT, List.of("target")),
            new OnnxLayout.Input(CALENDAR, OnnxLayout.Span.WINDOW, shape.calendar())),
        OnnxLayout.Gaps.NAN,
        MEAN,
        QUANTILES,
        java.util.Arrays.stream(levels).boxed().toList(),
        List.of());
  }

  /**
   * @param network adds the network to the graph: takes its features {@code
   *     [steps][batch][features]}, returns its output after the cutoff {@code [horizon][batch][1 +
   *     levels]}
   */
  public byte[] build(String name, BiFunction<OnnxGraph, String, String> network) {
    OnnxGraph g = new OnnxGraph(name);
    String target = g.input(TARGET, shape.contextLength());
    String calendar = g.input(CALENDAR, shape.steps(), shape.calendar().size());
    String one = g.scalar(1);

    String missing = g.op("IsNaN", target);
    String values = g.where(missing, g.scalar(0), target);
    String seen = g.sub(one, g.toFloat(missing));
    String scale = g.div(g.sum(g.op("Abs", values), 1), g.op("Max", g.sum(seen, 1), one));
    String isScale = g.op("Greater", scale, g.scalar(SMALLEST_SCALE));
    String scaled = g.div(values, g.where(isScale, scale, one));
    String baseline = baseline(g, scaled, seen);

    String features = features(g, scaled, seen, baseline, calendar);
    String out = g.transpose(network.apply(g, g.transpose(features, 1, 0, 2)), 1, 0, 2);
    // A context of nothing but zeros has scale 0, and zeros are its forecast.
    String said = g.mul(g.add(out, g.unsqueeze(baseline, 2)), g.unsqueeze(scale, 2));
    g.output(QUANTILES, g.slice(said, 2, 1, 1 + levels.length), shape.horizon(), levels.length);
    g.output(MEAN, g.pick(said, 2, mean ? 0 : 1 + median()), shape.horizon());
    return g.toBytes();
  }

  private String baseline(OnnxGraph g, String scaled, String seen) {
    String weights =
        g.constant(new SeasonalBaseline(shape).weights(), shape.contextLength(), shape.horizon());
    String floor = g.scalar(SeasonalBaseline.MIN_WEIGHT);
    return g.div(g.matmul(scaled, weights), g.op("Max", g.matmul(seen, weights), floor));
  }

  private String features(
      OnnxGraph g, String scaled, String seen, String baseline, String calendar) {
    float[] ahead = new float[shape.horizon()];
    for (int h = 0; h < ahead.length; h++) {
      ahead[h] = (h + 1f) / ahead.length;
    }
    String zero = g.scalar(0);
    String before = g.mul(scaled, zero);
    String after = g.mul(baseline, zero);
    String position = g.add(after, g.constant(ahead, 1, ahead.length));
    return g.concat(
        2,
        g.unsqueeze(g.concat(1, scaled, baseline), 2),
        g.unsqueeze(g.concat(1, seen, after), 2),
        g.unsqueeze(g.concat(1, before, position), 2),
        calendar);
  }

  private int median() {
    for (int q = 0; q < levels.length; q++) {
      if (levels[q] == 0.5) {
        return q;
      }
    }
    throw new IllegalArgumentException("the levels of a network hold 0.5");
  }
}
