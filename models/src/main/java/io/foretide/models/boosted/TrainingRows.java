package io.foretide.models.boosted;

import io.foretide.models.kind.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows to learn from: a series, an origin and a step ahead each, with the value that came, in the
 * row's unit.
 *
 * <p>A row's part is given by the day of its target, in blocks of one horizon that take turns. So
 * what a day did to all series (weather, a holiday) is either wholly seen or wholly unseen by a
 * booster that leaves one part out.
 */
final class TrainingRows {
  /** A day that dwarfs the weeks before it teaches that it was large; how large is left out. */
  private static final double MOST_UNITS = 8;

  /** Parts of the days; the errors on each are learned from a booster that left it out. */
  static final int PARTS = 3;

  static final TrainingRows NONE = new TrainingRows(0, 0);

  private final int width;
  private final float[] features;
  private final float[] targets;
  private final float[] weights;
  private final int[] parts;
  private int count;

  private TrainingRows(int width, int capacity) {
    this.width = width;
    features = new float[Math.multiplyExact(width, capacity)];
    targets = new float[capacity];
    weights = new float[capacity];
    parts = new int[capacity];
  }

  /**
   * Draws at most about {@code options.rows()} rows, evenly over series, origins and steps.
   *
   * @param tallies the series; every step of them may be a target
   */
  static TrainingRows draw(
      List<Tally> tallies,
      Features features,
      int horizon,
      LightGbmOptions options,
      long seed,
      TrainingListener listener) {
    long origins = tallies.stream().mapToLong(t -> Math.max(0, t.length() - 1)).sum();
    double perOrigin = Math.min(horizon, (double) options.rows() / Math.max(1, origins));
    long end = tallies.stream().mapToLong(t -> t.series().start() + t.length()).max().orElse(0);
    double perStep = tallies.get(0).series().step().perDay();
    TrainingRows rows =
        new TrainingRows(features.count(), (int) Math.min(options.rows() * 2L, origins * horizon));
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] taken = new boolean[horizon + 1];
    for (Tally tally : tallies) {
      listener.checkCancelled();
      float[] numbers = features.categories().of(tally.series());
      for (int origin = 0; origin < tally.length() - 1; origin++) {
        int reach = Math.min(horizon, tally.length() - 1 - origin);
        double wanted = perOrigin * reach / horizon;
        int draws = (int) wanted + (random.nextDouble() < wanted - (int) wanted ? 1 : 0);
        double unit = features.unit(tally, origin);
        Arrays.fill(taken, false);
        for (int d = 0; d < draws; d++) {
          int ahead = 1 + random.nextInt(reach);
          double y = tally.at(origin + ahead);
          if (taken[ahead] || unit == 0 || Double.isNaN(y) || rows.count == rows.targets.length) {
            continue;
          }
          taken[ahead] = true;
          long target = tally.series().start() + origin + ahead;
          features.fill(
              rows.features, rows.count * rows.width, tally, numbers, origin, ahead, unit);
          rows.targets[rows.count] = (float) Math.min(MOST_UNITS, y / unit);
          rows.weights[rows.count] = weight(options, (end - target) / perStep);
          rows.parts[rows.count++] = (int) Math.floorMod(target / horizon, (long) PARTS);
        }
      }
    }
    return rows;
  }

  private static float weight(LightGbmOptions options, double days) {
    return options.halfLife() > 0 ? (float) Math.pow(0.5, days / options.halfLife()) : 1;
  }

  int count() {
    return count;
  }

  float target(int row) {
    return targets[row];
  }

  int part(int row) {
    return parts[row];
  }

  boolean anyNegativeTarget() {
    for (int row = 0; row < count; row++) {
      if (targets[row] < 0) {
        return true;
      }
    }
    return false;
  }

  /** The rows outside a part. */
  TrainingRows without(int part) {
    return pick(part, false);
  }

  /** The rows of a part. */
  TrainingRows only(int part) {
    return pick(part, true);
  }

  /** The same features with other targets, {@code float[count()]}. */
  TrainingRows withTargets(float[] other) {
    TrainingRows same = pick(-1, false);
    System.arraycopy(other, 0, same.targets, 0, count);
    return same;
  }

  float[] features() {
    return Arrays.copyOf(features, count * width);
  }

  /** The features of so many rows at most, spread evenly over all. */
  float[] sample(int most) {
    int taken = Math.min(most, count);
    float[] sample = new float[taken * width];
    for (int i = 0; i < taken; i++) {
      int row = (int) ((long) i * count / taken);
      System.arraycopy(features, row * width, sample, i * width, width);
    }
    return sample;
  }

  float[] targets() {
    return Arrays.copyOf(targets, count);
  }

  float[] weights() {
    return Arrays.copyOf(weights, count);
  }

  /** Numbers of the rows of a part. */
  int[] rowsOf(int part) {
    return IntStream.range(0, count).filter(row -> parts[row] == part).toArray();
  }

  private TrainingRows pick(int part, boolean inside) {
    TrainingRows picked = new TrainingRows(width, count);
    for (int row = 0; row < count; row++) {
      if ((parts[row] == part) == inside) {
        System.arraycopy(features, row * width, picked.features, picked.count * width, width);
        picked.targets[picked.count] = targets[row];
        picked.weights[picked.count] = weights[row];
        picked.parts[picked.count++] = parts[row];
      }
    }
    return picked;
  }
}
