package io.foretide.models.boosted;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Bars, steps ahead and the side that the target came to lie on, the oldest bars first. */
final class DirectionRows {
  private record Row(long time, Sides sides, int bar, int ahead) {}

  private DirectionRows() {}

  /**
   * Draws at most about {@code options.rows()} rows, for each bar as many of the steps ahead.
   *
   * @throws FitException if there are fewer than {@link LightGbmKind#FEWEST_ROWS}
   */
  static Matrix draw(
      Dataset data, int horizon, LightGbmOptions options, long seed, TrainingListener listener) {
    SplittableRandom random = new SplittableRandom(seed);
    long bars = data.series().stream().mapToLong(Series::length).sum();
    double perBar = Math.min(horizon, options.rows() / (double) Math.max(1, bars));
    List<Row> rows = new ArrayList<>();
    for (Series series : data.series()) {
      listener.checkCancelled();
      Sides sides = new Sides(series);
      sides
          .complete()
          .forEach(
              bar -> {
                for (int ahead = 1; ahead <= horizon; ahead++) {
                  if (random.nextDouble() * horizon < perBar
                      && !Double.isNaN(sides.side(bar, ahead))) {
                    rows.add(new Row(series.start() + sides.step(bar), sides, bar, ahead));
                  }
                }
              });
    }
    if (rows.size() < LightGbmKind.FEWEST_ROWS) {
      throw new FitException(
          "FT-2420 the direction is learned from at least "
              + LightGbmKind.FEWEST_ROWS
              + " pairs of a bar and a later one that moved; "
              + data.name()
              + " gives "
              + rows.size());
    }
    rows.sort(Comparator.comparingLong(Row::time));
    return matrix(rows);
  }

  private static Matrix matrix(List<Row> rows) {
    List<String> names = Sides.names();
    float[] features = new float[rows.size() * names.size()];
    float[] targets = new float[rows.size()];
    float[] weights = new float[rows.size()];
    for (int i = 0; i < targets.length; i++) {
      Row row = rows.get(i);
      row.sides().fill(features, i * names.size(), row.bar(), row.ahead());
      targets[i] = (float) row.sides().side(row.bar(), row.ahead());
      weights[i] = 1;
    }
    return new Matrix(features, names, 0, targets, weights);
  }
}
