package io.foretide.models.onnx;

import io.foretide.models.features.BarFeatures;
import io.foretide.models.features.CalendarFeature;
import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;

/** Writes contexts into the flat memory of one input, {@code [batch][steps][features]}. */
final class InputFiller {
  /** Neighbours of a family are computed together. */
  private static final List<Predicate<String>> TOGETHER =
      List.of(CalendarFeature::isName, feature -> feature.startsWith(OnnxLayout.Input.BAR));

  private final OnnxLayout layout;
  private final int first;
  private final int steps;
  private final int width;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Some neighbouring features: writes those of one context for steps {@code first..} relative to
   * the cutoff, beginning at {@code at}, a step's {@code width} after the other's.
   */
  private interface Part {
    void fill(Context context, float[] out, int at);
  }

  InputFiller(OnnxLayout layout, OnnxLayout.Input input) {
    this.layout = layout;
    this.first = input.span() == OnnxLayout.Span.HORIZON ? 0 : -layout.contextLength();
    int last = input.span() == OnnxLayout.Span.CONTEXT ? 0 : layout.horizon();
    this.steps = last - first;
    this.width = input.features().size();
    int from = 0;
    while (from < width) {
      int to = from + 1;
      for (Predicate<String> family : TOGETHER) {
        while (to < width
            && family.test(input.features().get(from))
            && family.test(input.features().get(to))) {
          to++;
        }
      }
      int place = from;
      Part part = partFor(input.features().subList(from, to));
      parts.add((context, out, at) -> part.fill(context, out, at + place));
      from = to;
    }
  }

  int steps() {
    return steps;
  }

  int features() {
    return width;
  }

  /** Floats of one context. */
  int size() {
    return steps * width;
  }

  /** Fills the beginning of {@code out}. */
  void fill(List<Context> contexts, float[] out) {
    int at = 0;
    for (Context context : contexts) {
      for (Part part : parts) {
        part.fill(context, out, at);
      }
      at += size();
    }
  }

  private Part partFor(List<String> features) {
    String feature = features.get(0);
    if (feature.equals("target")) {
      return this::fillTarget;
    }
    if (feature.startsWith(OnnxLayout.COLUMN)) {
      String name = feature.substring(OnnxLayout.COLUMN.length());
      return (context, out, at) -> fillColumn(context, name, out, at);
    }
    if (feature.startsWith("attribute:")) {
      int equals = feature.indexOf('=');
      String name = feature.substring("attribute:".length(), equals);
      String value = feature.substring(equals + 1);
      return (context, out, at) -> {
        float is = value.equals(context.history().attributes().get(name)) ? 1 : 0;
        for (int t = 0; t < steps; t++) {
          out[at + t * width] = is;
        }
      };
    }
    if (feature.startsWith(OnnxLayout.Input.BAR)) {
      BarFeatures read = BarFeatures.of(OnnxLayout.Input.bars(features));
      return (context, out, at) -> {
        Series history = context.history();
        read.ofLast(steps, history).copy(history.length() + first, steps, out, at, width);
        for (int f = 0; f < features.size(); f++) {
          closeGaps(out, at + f);
        }
      };
    }
    CalendarTable calendar = new CalendarTable(layout.step(), features);
    return (context, out, at) -> {
      Series history = context.history();
      calendar.copy(history.start() + history.length() + first, steps, out, at, width);
    };
  }

  private void fillTarget(Context context, float[] out, int at) {
    Series history = context.history();
    for (int t = 0; t < steps; t++) {
      int i = history.length() + first + t;
      out[at + t * width] = i < 0 ? Float.NaN : (float) history.targetAt(i);
    }
    closeGaps(out, at);
  }

  /** A column's past, then its known future; where none is known, the last value stays. */
  private void fillColumn(Context context, String name, float[] out, int at) {
    Series history = context.history();
    int known = history.hasColumn(name) ? history.length() : 0;
    IntToDoubleFunction past = known > 0 ? history.columnAt(name) : i -> Double.NaN;
    double[] future = context.known().getOrDefault(name, new double[0]);
    if (known == 0 && future.length == 0) {
      throw new IllegalArgumentException(
          "the model reads column " + name + ", which " + history.id() + " does not have");
    }
    float last = Float.NaN;
    for (int t = -layout.contextLength(); t < first + steps; t++) {
      int i = history.length() + t;
      float value = Float.NaN;
      if (t < 0 && i >= 0 && i < known) {
        value = (float) past.applyAsDouble(i);
      } else if (t >= 0) {
        value = t < future.length ? (float) future[t] : last;
      }
      last = Float.isNaN(value) ? last : value;
      if (t >= first) {
        out[at + (t - first) * width] = value;
      }
    }
    closeGaps(out, at);
  }

  private void closeGaps(float[] out, int at) {
    if (layout.gaps() == OnnxLayout.Gaps.NAN) {
      return;
    }
    int seen = 0;
    while (seen < steps && Float.isNaN(out[at + seen * width])) {
      seen++;
    }
    float before = seen < steps ? out[at + seen * width] : 0;
    for (int t = 0; t < steps; t++) {
      int i = at + t * width;
      if (Float.isNaN(out[i])) {
        out[i] = before;
      }
      before = out[i];
    }
  }
}
