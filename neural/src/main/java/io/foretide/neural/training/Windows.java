package io.foretide.neural.training;

import io.foretide.models.onnx.CalendarFeature;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Windows over the series of a data set, written into a batch when they are needed: overlapping
 * windows are never all in memory.
 */
public final class Windows {
  private final WindowShape shape;
  private final SeasonalBaseline baseline;
  private final List<float[]> targets = new ArrayList<>();
  private final List<Series> series;
  private final long[] starts;
  private final long firstStep;
  private final float[][] calendar;

  /** A window by series and by the number of steps of it that lie at or before the cutoff. */
  public record Window(int series, int end) {}

  public Windows(Dataset data, WindowShape shape) {
    this.shape = shape;
    this.baseline = new SeasonalBaseline(shape);
    this.series = data.series();
    this.starts = series.stream().mapToLong(Series::start).toArray();
    for (Series one : series) {
      float[] values = new float[one.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) one.targetAt(i);
      }
      targets.add(values);
    }
    firstStep = Arrays.stream(starts).min().orElse(0) - shape.contextLength();
    long lastStep = firstStep;
    for (Series one : series) {
      lastStep = Math.max(lastStep, one.start() + one.length() + shape.horizon());
    }
    List<CalendarFeature> waves = shape.calendar().stream().map(CalendarFeature::parse).toList();
    calendar = new float[(int) (lastStep - firstStep)][waves.size()];
    for (int t = 0; t < calendar.length; t++) {
      var instant = data.step().at(firstStep + t);
      for (int w = 0; w < waves.size(); w++) {
        calendar[t][w] = waves.get(w).at(instant);
      }
    }
  }

  public WindowShape shape() {
    return shape;
  }

  public Series series(Window window) {
    return series.get(window.series());
  }

  /**
   * Every window that can be learned from, of all series, whose cutoff is at or after step {@code
   * from} and whose last step is before step {@code to} (numbers of {@link
   * io.foretide.models.series.Step}): something but zeros in its context and something observed
   * after its cutoff.
   *
   * @param stride distance of cutoffs in steps, counted back from the last
   */
  public List<Window> between(long from, long to, int stride) {
    List<Window> windows = new ArrayList<>();
    int need = Math.min(shape.contextLength(), Math.max(2, shape.contextLength() / 2));
    for (int s = 0; s < series.size(); s++) {
      float[] values = targets.get(s);
      long last = Math.min(values.length, to - starts[s]) - shape.horizon();
      for (long end = last; end >= Math.max(need, from - starts[s] + 1); end -= stride) {
        Window window = new Window(s, (int) end);
        if (scale(window) > 0 && observedAfter(window)) {
          windows.add(window);
        }
      }
    }
    return windows;
  }

  /** Mean absolute value of the context, 0 where there is none. */
  public float scale(Window window) {
    float[] values = targets.get(window.series());
    double sum = 0;
    int n = 0;
    for (int i = Math.max(0, window.end() - shape.contextLength()); i < window.end(); i++) {
      if (!Float.isNaN(values[i])) {
        sum += Math.abs(values[i]);
        n++;
      }
    }
    return n == 0 ? 0 : (float) (sum / n);
  }

  private boolean observedAfter(Window window) {
    float[] values = targets.get(window.series());
    for (int i = window.end(); i < window.end() + shape.horizon(); i++) {
      if (!Float.isNaN(values[i])) {
        return true;
      }
    }
    return false;
  }

  /** Writes windows {@code from..from+batch.size()} of the list into the batch. */
  void fill(List<Window> windows, int from, Batch batch) {
    float[] context = new float[shape.contextLength()];
    float[] seen = new float[shape.contextLength()];
    float[] base = new float[shape.horizon()];
    for (int b = 0; b < batch.size(); b++) {
      Window window = windows.get(from + b);
      float scale = scale(window);
      readContext(window, scale, context, seen);
      baseline.fill(context, seen, base);
      writeFeatures(window, context, seen, base, b, batch);
      writeTargets(window, scale, base, b, batch);
    }
  }

  private void readContext(Window window, float scale, float[] context, float[] seen) {
    float[] values = targets.get(window.series());
    for (int t = 0; t < context.length; t++) {
      int i = window.end() - context.length + t;
      boolean observed = i >= 0 && !Float.isNaN(values[i]);
      seen[t] = observed ? 1 : 0;
      context[t] = observed && scale > 0 ? values[i] / scale : 0;
    }
  }

  private void writeFeatures(
      Window window, float[] context, float[] seen, float[] base, int b, Batch batch) {
    int length = shape.contextLength();
    int row = (int) (starts[window.series()] + window.end() - length - firstStep);
    for (int t = 0; t < shape.steps(); t++) {
      boolean past = t < length;
      batch.feature(t, 0, b, past ? context[t] : base[t - length]);
      batch.feature(t, 1, b, past ? seen[t] : 0);
      batch.feature(t, 2, b, past ? 0 : (t - length + 1f) / shape.horizon());
      float[] waves = calendar[row + t];
      for (int w = 0; w < waves.length; w++) {
        batch.feature(t, WindowShape.OWN_FEATURES + w, b, waves[w]);
      }
    }
  }

  private void writeTargets(Window window, float scale, float[] base, int b, Batch batch) {
    float[] values = targets.get(window.series());
    for (int h = 0; h < shape.horizon(); h++) {
      int i = window.end() + h;
      boolean observed = scale > 0 && i < values.length && !Float.isNaN(values[i]);
      batch.target(h, b, observed ? values[i] / scale - base[h] : 0, observed);
    }
  }
}
