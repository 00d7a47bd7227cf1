package io.foretide.neural.export;

import io.foretide.models.onnx.OnnxLayout;
import io.foretide.neural.export.ScaleGraph.Scaled;
import io.foretide.neural.training.Baseline;
import io.foretide.neural.training.Covariates;
import io.foretide.neural.training.Point;
import io.foretide.neural.training.SeasonalBaseline;
import io.foretide.neural.training.WindowShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The part of an exported graph that all kinds share: from a raw context with its gaps (NaN) to the
 * features of {@link WindowShape}, and from what the network says back to the series' own unit. It
 * computes what {@link io.foretide.neural.training.Windows} computes.
 */
public final class WindowGraph {
  private static final String TARGET = "target";
  private static final String CALENDAR = "calendar";
  private static final String KNOWN = "known";
  private static final String PAST = "past";
  private static final String BARS = "bars";
  private static final String ATTRIBUTES = "attributes";
  private static final String MEAN = "mean";
  private static final String QUANTILES = "quantiles";

  private final WindowShape shape;
  private final double[] levels;
  private final Point point;

  /**
   * @param levels the quantiles that the network writes for every step ahead, after the mean
   * @param point what is the forecast; the median is 0.5 among the levels
   */
  public WindowGraph(WindowShape shape, double[] levels, Point point) {
    this.shape = shape;
    this.levels = levels.clone();
    this.point = point;
  }

  /** How to feed the graph that {@link #build} makes. */
  public OnnxLayout layout() {
    return new OnnxLayout(
        shape.step(),
        shape.contextLength(),
        shape.horizon(),
        inputs(),
        OnnxLayout.Gaps.NAN,
        MEAN,
        QUANTILES,
        Arrays.stream(levels).boxed().toList(),
        List.of());
  }

  private List<OnnxLayout.Input> inputs() {
    List<OnnxLayout.Input> inputs = new ArrayList<>();
    inputs.add(new OnnxLayout.Input(TARGET, OnnxLayout.Span.CONTEXT, List.of("target")));
    if (!shape.calendar().isEmpty()) {
      inputs.add(new OnnxLayout.Input(CALENDAR, OnnxLayout.Span.WINDOW, shape.calendar()));
    }
    Covariates seen = shape.covariates();
    if (!seen.known().isEmpty()) {
      inputs.add(new OnnxLayout.Input(KNOWN, OnnxLayout.Span.WINDOW, columns(seen.known())));
    }
    if (!seen.past().isEmpty()) {
      inputs.add(new OnnxLayout.Input(PAST, OnnxLayout.Span.CONTEXT, columns(seen.past())));
    }
    if (seen.bars().isPresent()) {
      List<String> names =
          seen.bars().get().features().stream().map(OnnxLayout.Input.BAR::concat).toList();
      inputs.add(new OnnxLayout.Input(BARS, OnnxLayout.Span.CONTEXT, names));
    }
    if (!seen.attributes().isEmpty()) {
      List<String> names =
          seen.attributes().stream().map(a -> "attribute:" + a.name() + "=" + a.value()).toList();
      inputs.add(new OnnxLayout.Input(ATTRIBUTES, OnnxLayout.Span.WINDOW, names));
    }
    return inputs;
  }

  /**
   * @param network adds the network to the graph: takes its features {@code
   *     [steps][batch][features]}, returns its output after the cutoff {@code [horizon][batch][1 +
   *     levels]}
   */
  public byte[] build(String name, BiFunction<OnnxGraph, String, String> network) {
    OnnxGraph g = new OnnxGraph(name);
    Prepared in = g.part("Scaling", () -> prepare(g));
    String out = network.apply(g, in.features());
    String said = g.part("Unscaling", () -> unscaled(g, in, out));
    g.output(QUANTILES, g.slice(said, 2, 1, 1 + levels.length), shape.horizon(), levels.length);
    shape
        .covariates()
        .bars()
        .ifPresent(
            plan -> g.describe(OnnxLayout.PLAN, new String(plan.toJson(), StandardCharsets.UTF_8)));
    g.output(MEAN, g.pick(said, 2, point == Point.MEAN ? 0 : 1 + median()), shape.horizon());
    return g.toBytes();
  }

  /** What the network is fed, {@code [steps][batch][features]}, and what leads back from it. */
  private record Prepared(String features, Scaled scaled, String baseline) {}

  private static String unscaled(OnnxGraph g, Prepared in, String out) {
    String byWindow = g.transpose(out, 1, 0, 2);
    return in.scaled().back(g, g.add(byWindow, g.unsqueeze(in.baseline(), 2)));
  }

  private Prepared prepare(OnnxGraph g) {
    String target = g.input(TARGET, shape.contextLength());
    String missing = g.op("IsNaN", target);
    String values = g.where(missing, g.scalar(0), target);
    String seen = g.where(missing, g.scalar(0), g.scalar(1));
    Scaled scaled = ScaleGraph.scale(g, shape.scaling(), values, seen);
    // The same for every window, but as long as the batch.
    String zeros =
        g.mul(scaled.scale(), g.constant(new float[shape.horizon()], 1, shape.horizon()));
    String baseline = baseline(g, scaled.values(), seen, zeros);

    String features = features(g, scaled, seen, baseline, zeros);
    return new Prepared(g.transpose(features, 1, 0, 2), scaled, baseline);
  }

  private String baseline(OnnxGraph g, String scaled, String seen, String zeros) {
    if (shape.baseline() == Baseline.NONE) {
      return zeros;
    }
    String weights =
        g.constant(new SeasonalBaseline(shape).weights(), shape.contextLength(), shape.horizon());
    String floor = g.scalar(SeasonalBaseline.MIN_WEIGHT);
    return g.div(g.matmul(scaled, weights), g.op("Max", g.matmul(seen, weights), floor));
  }

  private String features(OnnxGraph g, Scaled scaled, String seen, String baseline, String zeros) {
    // Nothing is seen ahead, and how far ahead a step is: one row for all windows of the batch.
    float[] same = new float[shape.horizon() + shape.steps()];
    for (int h = 0; h < shape.horizon(); h++) {
      same[shape.steps() + h] = (h + 1f) / shape.horizon();
    }
    String nothing = g.mul(scaled.scale(), g.scalar(0));
    String rest = g.add(nothing, g.constant(same, 1, same.length));
    String own = g.concat(1, scaled.values(), baseline, seen, rest);
    List<String> features = new ArrayList<>();
    String rows = g.reshape(own, 0, WindowShape.OWN_FEATURES, shape.steps());
    features.add(g.transpose(rows, 0, 2, 1));
    if (!shape.calendar().isEmpty()) {
      features.add(g.input(CALENDAR, shape.steps(), shape.calendar().size()));
    }
    features.addAll(covariates(g, zeros));
    return features.size() == 1 ? features.get(0) : g.concat(2, features.toArray(String[]::new));
  }

  /** {@code [batch][steps][...]} each. */
  private List<String> covariates(OnnxGraph g, String zeros) {
    Covariates seen = shape.covariates();
    List<String> parts = new ArrayList<>();
    if (!seen.known().isEmpty()) {
      String known = g.input(KNOWN, shape.steps(), seen.known().size());
      parts.add(scaled(g, known, centers(seen.known()), scales(seen.known())));
    }
    if (!seen.past().isEmpty()) {
      parts.add(upToTheCutoff(g, PAST, centers(seen.past()), scales(seen.past()), zeros));
    }
    seen.bars()
        .ifPresent(
            plan -> parts.add(upToTheCutoff(g, BARS, plan.means(), plan.deviations(), zeros)));
    if (!seen.attributes().isEmpty()) {
      parts.add(g.input(ATTRIBUTES, shape.steps(), seen.attributes().size()));
    }
    return parts;
  }

  /** An input that ends at the cutoff, scaled, and zeros after it. */
  private String upToTheCutoff(
      OnnxGraph g, String name, List<Double> centers, List<Double> scales, String zeros) {
    int width = centers.size();
    String input = g.input(name, shape.contextLength(), width);
    String nothing = g.mul(g.unsqueeze(zeros, 2), g.constant(new float[width], 1, 1, width));
    return g.concat(1, scaled(g, input, centers, scales), nothing);
  }

  private static String scaled(
      OnnxGraph g, String input, List<Double> centers, List<Double> scales) {
    String center = constant(g, centers);
    String value = g.div(g.sub(input, center), constant(g, scales));
    return g.where(g.op("IsNaN", input), g.scalar(0), value);
  }

  private static String constant(OnnxGraph g, List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return g.constant(floats, 1, 1, floats.length);
  }

  private static List<Double> centers(List<Covariates.Column> columns) {
    return columns.stream().map(Covariates.Column::center).toList();
  }

  private static List<Double> scales(List<Covariates.Column> columns) {
    return columns.stream().map(Covariates.Column::scale).toList();
  }

  private static List<String> columns(List<Covariates.Column> columns) {
    return columns.stream().map(column -> "column:" + column.name()).toList();
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
