package io.foretide.neural.training;

import io.foretide.models.features.CalendarFeature;
import io.foretide.models.features.FeaturePlan;
import io.foretide.models.features.FeatureTable;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Windows over the series of a data set, written into a batch when they are needed: overlapping
 * windows are never all in memory.
 */
public final class Windows {
  private final WindowShape shape;
  private final Optional<SeasonalBaseline> baseline;
  private final List<float[]> targets = new ArrayList<>();
  private final List<Series> series;
  private final long[] starts;
  private final double[] scales;
  private final long firstStep;
  private final float[][] calendar;
  private final List<float[][]> covariates = new ArrayList<>();

  /** A window by series and by the number of steps of it that lie at or before the cutoff. */
  public record Window(int series, int end) {}

  public Windows(Dataset data, WindowShape shape, Weighting weighting) {
    this.shape = shape;
    this.baseline =
        shape.baseline() == Baseline.SEASONAL
            ? Optional.of(new SeasonalBaseline(shape))
            : Optional.empty();
    this.series = data.series();
    this.starts = series.stream().mapToLong(Series::start).toArray();
    for (Series one : series) {
      float[] values = new float[one.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) one.targetAt(i);
      }
      targets.add(values);
      covariates.add(covariates(one));
    }
    scales = new double[series.size()];
    if (weighting == Weighting.SERIES) {
      for (int s = 0; s < scales.length; s++) {
        scales[s] = shape.scaling().unit(targets.get(s), 0, targets.get(s).length).scale();
      }
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

  /** {@code [feature][step]}: known ones, those of the past, of bars, attributes. */
  private float[][] covariates(Series one) {
    Covariates seen = shape.covariates();
    List<float[]> rows = new ArrayList<>();
    Stream.concat(seen.known().stream(), seen.past().stream())
        .forEach(
            column -> {
              double[] values = one.column(column.name());
              float[] row = new float[values.length];
              for (int i = 0; i < row.length; i++) {
                row[i] = column.scaled(values[i]);
              }
              rows.add(row);
            });
    seen.bars().ifPresent(plan -> addBars(plan, one, rows));
    for (Covariates.Attribute attribute : seen.attributes()) {
      float[] row = new float[one.length()];
      boolean has = attribute.value().equals(one.attributes().get(attribute.name()));
      Arrays.fill(row, has ? 1 : 0);
      rows.add(row);
    }
    return rows.toArray(float[][]::new);
  }

  private static void addBars(FeaturePlan plan, Series one, List<float[]> rows) {
    int features = plan.features().size();
    float[] known = new float[one.length() * features];
    FeatureTable.of(one, plan.features()).copy(0, one.length(), known, 0, features);
    for (int f = 0; f < features; f++) {
      float[] row = new float[one.length()];
      for (int i = 0; i < row.length; i++) {
        row[i] = plan.scaled(f, known[i * features + f]);
      }
      rows.add(row);
    }
  }

  public WindowShape shape() {
    return shape;
  }

  /** The first step, the observations and the covariates of each series. */
  interface SeriesReader {
    void read(long start, float[] values, float[][] covariates);
  }

  void forEachSeries(SeriesReader reader) {
    for (int s = 0; s < starts.length; s++) {
      reader.read(starts[s], targets.get(s), covariates.get(s));
    }
  }

  /** What is known of the steps after a window's cutoff, by column: {@code double[horizon]}. */
  public Map<String, double[]> known(Window window) {
    Map<String, double[]> known = new HashMap<>();
    for (Covariates.Column column : shape.covariates().known()) {
      double[] values = series.get(window.series()).column(column.name());
      int end = window.end();
      known.put(column.name(), Arrays.copyOfRange(values, end, end + shape.horizon()));
    }
    return known;
  }

  public Series series(Window window) {
    return series.get(window.series());
  }

  /**
   * Every window that can be learned from, of all series, whose cutoff is at or after step {@code
   * from} and whose last step is before step {@code to} (numbers of {@link
   * io.foretide.models.series.Step}): its context tells a scale (there is something but zeros in
   * it, or it moves), and something was observed after its cutoff.
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
        if (unit(window).scale() > 0 && observedAfter(window)) {
          windows.add(window);
        }
      }
    }
    return windows;
  }

  /** What a window is measured in, by its context alone. */
  public Unit unit(Window window) {
    int from = Math.max(0, window.end() - shape.contextLength());
    return shape.scaling().unit(targets.get(window.series()), from, window.end());
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

  /** What a network sees of these windows: flat {@code [windows][steps][features]}. */
  public float[] features(List<Window> windows) {
    float[] features = new float[windows.size() * shape.steps() * shape.features()];
    try (Batch batch = new Batch(windows.size(), shape)) {
      fill(windows, 0, batch);
      int at = 0;
      for (int row = 0; row < windows.size(); row++) {
        for (int step = 0; step < shape.steps(); step++) {
          for (int feature = 0; feature < shape.features(); feature++) {
            features[at++] = batch.featureAt(step, feature, row);
          }
        }
      }
    }
    return features;
  }

  /** Writes windows {@code from..from+batch.size()} of the list into the batch. */
  void fill(List<Window> windows, int from, Batch batch) {
    float[] context = new float[shape.contextLength()];
    float[] seen = new float[shape.contextLength()];
    float[] base = new float[shape.horizon()];
    for (int b = 0; b < batch.size(); b++) {
      Window window = windows.get(from + b);
      Unit unit = unit(window);
      readContext(window, unit, context, seen);
      baseline.ifPresent(season -> season.fill(context, seen, base));
      writeFeatures(window, context, seen, base, b, batch);
      writeTargets(window, unit, base, b, batch);
    }
  }

  private void readContext(Window window, Unit unit, float[] context, float[] seen) {
    float[] values = targets.get(window.series());
    for (int t = 0; t < context.length; t++) {
      int i = window.end() - context.length + t;
      boolean observed = i >= 0 && !Float.isNaN(values[i]);
      seen[t] = observed ? 1 : 0;
      context[t] = observed ? unit.scaled(values[i]) : 0;
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
    writeCovariates(window, b, batch);
  }

  private void writeCovariates(Window window, int b, Batch batch) {
    float[][] rows = covariates.get(window.series());
    int length = shape.contextLength();
    int first = shape.covariatesFrom();
    int known = shape.covariates().known().size();
    int past = known + shape.covariates().beforeCount();
    for (int f = 0; f < rows.length; f++) {
      boolean attribute = f >= past;
      int to = f < known || attribute ? shape.steps() : length;
      for (int t = 0; t < shape.steps(); t++) {
        int i = window.end() - length + t;
        boolean within = t < to && i < rows[f].length && (attribute || i >= 0);
        batch.feature(t, first + f, b, within ? rows[f][Math.max(0, i)] : 0);
      }
    }
  }

  private void writeTargets(Window window, Unit unit, float[] base, int b, Batch batch) {
    float[] values = targets.get(window.series());
    double whole = scales[window.series()];
    float weight = whole > 0 ? (float) (unit.scale() / whole) : 1;
    for (int h = 0; h < shape.horizon(); h++) {
      int i = window.end() + h;
      boolean observed = unit.scale() > 0 && i < values.length && !Float.isNaN(values[i]);
      batch.target(h, b, observed ? unit.scaled(values[i]) - base[h] : 0, observed ? weight : 0);
    }
  }
}
