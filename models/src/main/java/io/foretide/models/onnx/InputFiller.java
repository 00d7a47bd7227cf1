package io.foretide.models.onnx;

import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes contexts into the flat memory of one input, {@code [batch][steps][features]}. */
final class InputFiller {
  private final OnnxLayout layout;
  private final int first;
  private final int steps;
  private final List<Column> columns = new ArrayList<>();

  /** Fills {@code out}, one value per step, for steps {@code first..} relative to the cutoff. */
  private interface Column {
    void fill(Context context, float[] out);
  }

  InputFiller(OnnxLayout layout, OnnxLayout.Input input) {
    this.layout = layout;
    this.first = input.span() == OnnxLayout.Span.HORIZON ? 0 : -layout.contextLength();
    int last = input.span() == OnnxLayout.Span.CONTEXT ? 0 : layout.horizon();
    this.steps = last - first;
    for (String feature : input.features()) {
      columns.add(columnFor(feature));
    }
  }

  int steps() {
    return steps;
  }

  int features() {
    return columns.size();
  }

  float[] fill(List<Context> contexts) {
    int width = columns.size();
    float[] out = new float[contexts.size() * steps * width];
    float[] one = new float[steps];
    for (int b = 0; b < contexts.size(); b++) {
      for (int f = 0; f < width; f++) {
        columns.get(f).fill(contexts.get(b), one);
        for (int t = 0; t < steps; t++) {
          out[(b * steps + t) * width + f] = one[t];
        }
      }
    }
    return out;
  }

  private Column columnFor(String feature) {
    if (feature.equals("target")) {
      return (context, out) -> {
        Series history = context.history();
        for (int t = 0; t < steps; t++) {
          int i = history.length() + first + t;
          out[t] = i < 0 ? Float.NaN : (float) history.targetAt(i);
        }
        closeGaps(out);
      };
    }
    if (feature.startsWith("column:")) {
      String name = feature.substring("column:".length());
      return (context, out) -> fillColumn(context, name, out);
    }
    CalendarFeature wave = CalendarFeature.parse(feature);
    return (context, out) -> {
      Series history = context.history();
      for (int t = 0; t < steps; t++) {
        out[t] = wave.at(history.timeAt(history.length() + first + t));
      }
    };
  }

  /** A column's past, then its known future; where none is known, the last value stays. */
  private void fillColumn(Context context, String name, float[] out) {
    Series history = context.history();
    double[] past = history.hasColumn(name) ? history.column(name) : new double[0];
    double[] future = context.known().getOrDefault(name, new double[0]);
    if (past.length == 0 && future.length == 0) {
      throw new IllegalArgumentException(
          "the model reads column " + name + ", which " + history.id() + " does not have");
    }
    float last = Float.NaN;
    for (int t = -layout.contextLength(); t < first + steps; t++) {
      int i = history.length() + t;
      float value = Float.NaN;
      if (t < 0 && i >= 0 && i < past.length) {
        value = (float) past[i];
      } else if (t >= 0) {
        value = t < future.length ? (float) future[t] : last;
      }
      last = Float.isNaN(value) ? last : value;
      if (t >= first) {
        out[t - first] = value;
      }
    }
    closeGaps(out);
  }

  private void closeGaps(float[] values) {
    if (layout.gaps() == OnnxLayout.Gaps.NAN) {
      return;
    }
    int seen = 0;
    while (seen < values.length && Float.isNaN(values[seen])) {
      seen++;
    }
    Arrays.fill(values, 0, seen, seen < values.length ? values[seen] : 0);
    for (int t = 1; t < values.length; t++) {
      if (Float.isNaN(values[t])) {
        values[t] = values[t - 1];
      }
    }
  }
}
