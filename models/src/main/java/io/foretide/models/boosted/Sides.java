package io.foretide.models.boosted;

import io.foretide.models.features.FeaturePlan;
import io.foretide.models.features.FeatureTable;
import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One series as the direction of it is learned: the features of its bars, and on which side of the
 * {@linkplain MarketTask#pivot pivot} its target came to lie. A series without bars is taken as its
 * own close; a step whose close is not a positive number is none.
 */
final class Sides {
  /** Bars before the last one that tell how far the target strays from the pivot. */
  private static final int MEMORY = 250;

  private static final List<String> BARS = List.of("open", "high", "low", "close");
  private static final List<String> FEATURES = FeaturePlan.STANDARD;

  private final Series series;
  private final MarketTask task;
  private final double[] pivots;
  private final FeatureTable table;

  Sides(Series series) {
    this.series = series;
    this.task = MarketTask.of(series);
    this.pivots = task.pivots(series);
    this.table = FeatureTable.of(bars(series), FEATURES);
  }

  private static Series bars(Series series) {
    if (FeatureTable.suits(series)) {
      return series;
    }
    double[] close = series.hasColumn("close") ? series.column("close") : series.target();
    Map<String, double[]> columns = new LinkedHashMap<>();
    BARS.forEach(name -> columns.put(name, close));
    return new Series(
        series.id(), series.step(), series.start(), "close", columns, series.attributes());
  }

  /** Those of a bar, and how many steps lie ahead of it. */
  static List<String> names() {
    return Stream.concat(FEATURES.stream(), Stream.of("ahead")).toList();
  }

  /** Rows with every feature, by number. */
  IntStream complete() {
    return IntStream.range(Math.min(table.rows(), table.firstComplete()), table.rows());
  }

  int step(int row) {
    return table.step(row);
  }

  void fill(float[] features, int at, int row, int ahead) {
    for (int f = 0; f < FEATURES.size(); f++) {
      features[at + f] = (float) table.at(row, f);
    }
    features[at + FEATURES.size()] = ahead;
  }

  /** 1 above the pivot of the row's bar, 0 below, NaN where there is neither. */
  double side(int row, int ahead) {
    double distance = distance(table.step(row), ahead);
    return distance > 0 ? 1 : distance < 0 ? 0 : Double.NaN;
  }

  /** Of the target from the pivot so many steps before it, relative where it is a price. */
  private double distance(int step, int ahead) {
    int at = step + ahead;
    double y = at < series.length() ? series.targetAt(at) : Double.NaN;
    return task == MarketTask.PRICE ? Math.log(y / pivots[step]) : y - pivots[step];
  }

  double pivot() {
    return pivots.length == 0 ? 0 : pivots[pivots.length - 1];
  }

  /**
   * How far the target lies from the pivot after so many steps: mean of the absolute distance, and
   * root of the mean square, over the latest bars; zeros where none was seen.
   */
  double[] reach(int ahead) {
    double sum = 0;
    double squares = 0;
    int seen = 0;
    for (int row = table.rows() - 1; row >= 0 && seen < MEMORY; row--) {
      double distance = distance(table.step(row), ahead);
      if (Double.isFinite(distance)) {
        sum += Math.abs(distance);
        squares += distance * distance;
        seen++;
      }
    }
    return seen == 0 ? new double[2] : new double[] {sum / seen, Math.sqrt(squares / seen)};
  }

  /** The value that lies so far from the pivot. */
  double at(double distance) {
    return task == MarketTask.PRICE ? pivot() * Math.exp(distance) : pivot() + distance;
  }
}
