package io.foretide.models.allocation;

import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Log returns of assets side by side, in units of what each moved by at the time.
 *
 * <p>A row ends at every step at which half of the assets or more have a bar, so that a weekend on
 * which one of them traded is part of Monday. An asset without a bar did not move, and catches up
 * with its next one. The unit is the root of the exponentially weighted mean square of the returns
 * before the row (RiskMetrics 1996), so that calm and wild years teach alike.
 */
final class Panel {
  /** Fewer bars than this are no asset. */
  static final int FEWEST = 40;

  private static final double DECAY = 0.97;
  private static final int WARM_UP = 20;

  private final List<SeriesId> assets;
  private final double[][] rows;
  private final double[] units;
  private final double rowsPerStep;

  private Panel(List<SeriesId> assets, double[][] rows, double[] units, double rowsPerStep) {
    this.assets = List.copyOf(assets);
    this.rows = rows;
    this.units = units;
    this.rowsPerStep = rowsPerStep;
  }

  /**
   * @param most the latest rows that are kept
   */
  static Panel of(Dataset data, int most) {
    List<Series> usable = data.series().stream().filter(Panel::isAsset).toList();
    List<SeriesId> ids = usable.stream().map(Series::id).toList();
    if (usable.isEmpty()) {
      return new Panel(ids, new double[0][], new double[0], 1);
    }
    // From the first step at which all of them had begun.
    long begin = usable.stream().mapToLong(Panel::firstBar).max().orElseThrow();
    long end = usable.stream().mapToLong(s -> s.start() + s.length()).max().orElseThrow();
    List<double[]> closes = closes(usable, begin, end);
    double[] square = new double[ids.size()];
    double weight = 0;
    List<double[]> rows = new ArrayList<>();
    for (int row = 1; row < closes.size(); row++) {
      double[] returns = new double[square.length];
      double[] scaled = new double[square.length];
      for (int i = 0; i < returns.length; i++) {
        returns[i] = Math.log(closes.get(row)[i] / closes.get(row - 1)[i]);
        double unit = Math.sqrt(square[i] / weight);
        scaled[i] = unit > 0 ? returns[i] / unit : 0;
        square[i] = DECAY * square[i] + returns[i] * returns[i];
      }
      weight = DECAY * weight + 1;
      if (row > WARM_UP) {
        rows.add(scaled);
      }
    }
    double now = weight;
    double[] units = Arrays.stream(square).map(s -> Math.sqrt(s / now)).toArray();
    List<double[]> latest = rows.subList(Math.max(0, rows.size() - most), rows.size());
    double rowsPerStep = closes.size() / (double) Math.max(1, end - begin);
    return new Panel(ids, latest.toArray(double[][]::new), units, rowsPerStep);
  }

  /** A price, whatever is forecast of it. */
  static double[] close(Series series) {
    return MarketTask.of(series) != MarketTask.PRICE && series.hasColumn("close")
        ? series.column("close")
        : series.target();
  }

  private static boolean isAsset(Series series) {
    double[] close = close(series);
    boolean price =
        Arrays.stream(close).allMatch(y -> Double.isNaN(y) || y > 0 && y < Double.MAX_VALUE);
    double[] returns =
        Arrays.stream(MarketTask.logReturns(close)).filter(r -> !Double.isNaN(r)).toArray();
    return price && returns.length >= FEWEST && Arrays.stream(returns).anyMatch(r -> r != 0);
  }

  private static long firstBar(Series series) {
    double[] close = close(series);
    int first = 0;
    while (Double.isNaN(close[first])) {
      first++;
    }
    return series.start() + first;
  }

  /** The last known closes at the end of every row. */
  private static List<double[]> closes(List<Series> series, long begin, long end) {
    List<double[]> columns = series.stream().map(Panel::close).toList();
    double[] known = new double[series.size()];
    List<double[]> closes = new ArrayList<>();
    for (long step = series.stream().mapToLong(Series::start).min().orElseThrow();
        step < end;
        step++) {
      int bars = 0;
      for (int i = 0; i < known.length; i++) {
        long at = step - series.get(i).start();
        double close =
            at < 0 || at >= columns.get(i).length ? Double.NaN : columns.get(i)[(int) at];
        known[i] = Double.isNaN(close) ? known[i] : close;
        bars += Double.isNaN(close) ? 0 : 1;
      }
      if (step >= begin && 2 * bars >= known.length) {
        closes.add(known.clone());
      }
    }
    return closes;
  }

  List<SeriesId> assets() {
    return assets;
  }

  /** {@code [rows][assets]}, in time order. */
  double[][] rows() {
    return rows;
  }

  /** What each asset moves by in a row, now. */
  double[] units() {
    return units.clone();
  }

  double rowsPerStep() {
    return rowsPerStep;
  }
}
