package io.foretide.models.boosted;

import io.foretide.models.kind.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All boosters of a model: the bags for the mean, and one for the size of their error. */
final class Trees implements AutoCloseable {
  /** Per row, in the row's unit: the forecast, and the expected |error|; empty if not asked for. */
  static final class Outlook {
    private final double[] mean;
    private final double[] size;

    private Outlook(double[] mean, double[] size) {
      this.mean = mean;
      this.size = size;
    }

    double meanAt(int row) {
      return mean[row];
    }

    double sizeAt(int row) {
      return size[row];
    }
  }

  /** The size of an error is smoother than the value: a few trees tell it. */
  private static final int SIZE_ROUNDS = 60;

  /** No error is expected to be smaller, in the row's unit. */
  static final double LEAST_SIZE = 1e-3;

  private final List<Booster> bags;
  private final Booster size;
  private final Spread spread;

  Trees(List<Booster> bags, Booster size, Spread spread) {
    this.bags = List.copyOf(bags);
    this.size = size;
    this.spread = spread;
  }

  /**
   * The bags learn from all rows: leaving out days would cost what is known of their time of year.
   * So the errors come from boosters of their own, each without one part of the days, which are not
   * kept.
   */
  static Trees fit(
      TrainingRows rows,
      Features features,
      LightGbmOptions options,
      long seed,
      TrainingListener listener) {
    double[] unseen = new double[rows.count()];
    List<Booster> open = new ArrayList<>(fitBags(rows, features, options, seed, listener, unseen));
    try {
      float[] sizes = new float[unseen.length];
      for (int row = 0; row < sizes.length; row++) {
        sizes[row] = (float) Math.abs(rows.target(row) - unseen[row]);
      }
      int rounds = Math.min(SIZE_ROUNDS, options.rounds());
      Booster size =
          Booster.fit(
              rows.withTargets(sizes),
              features,
              options,
              "regression",
              rounds,
              seed,
              listener::checkCancelled);
      open.add(size);
      double[] expected = size.predict(rows.features(), rows.count());
      double[] errors = new double[unseen.length];
      for (int row = 0; row < errors.length; row++) {
        errors[row] = (rows.target(row) - unseen[row]) / Math.max(LEAST_SIZE, expected[row]);
      }
      return new Trees(open.subList(0, options.bags()), size, Spread.of(errors));
    } catch (RuntimeException e) {
      open.forEach(Booster::close);
      throw e;
    }
  }

  /** Side by side; fills {@code unseen[row]} with the forecast of a booster that left it out. */
  private static List<Booster> fitBags(
      TrainingRows rows,
      Features features,
      LightGbmOptions options,
      long seed,
      TrainingListener listener,
      double[] unseen) {
    int bags = options.bags();
    Booster[] fitted = new Booster[bags];
    RuntimeException[] failures = new RuntimeException[bags + TrainingRows.PARTS];
    AtomicInteger grown = new AtomicInteger();
    int all = failures.length * options.rounds();
    Runnable eachTree =
        () -> {
          listener.checkCancelled();
          int tree = grown.incrementAndGet();
          if (tree % 10 == 0) {
            synchronized (grown) {
              listener.progress(0.9 * tree / all, "tree " + tree + " of " + all);
            }
          }
        };
    IntStream.range(0, failures.length)
        .parallel()
        .forEach(
            i -> {
              try {
                if (i < bags) {
                  fitted[i] = fit(rows, features, options, seed + i, eachTree);
                } else {
                  forecastUnseen(rows, i - bags, features, options, seed, eachTree, unseen);
                }
              } catch (RuntimeException e) {
                failures[i] = e;
              }
            });
    for (RuntimeException failure : failures) {
      if (failure != null) {
        Arrays.stream(fitted).filter(Objects::nonNull).forEach(Booster::close);
        throw failure;
      }
    }
    return List.of(fitted);
  }

  private static Booster fit(
      TrainingRows rows, Features features, LightGbmOptions options, long seed, Runnable eachTree) {
    return Booster.fit(
        rows, features, options, options.objective(), options.rounds(), seed, eachTree);
  }

  private static void forecastUnseen(
      TrainingRows rows,
      int part,
      Features features,
      LightGbmOptions options,
      long seed,
      Runnable eachTree,
      double[] unseen) {
    TrainingRows left = rows.only(part);
    // Data shorter than a few horizons may lie in one part alone.
    TrainingRows learned = left.count() == rows.count() ? rows : rows.without(part);
    try (Booster booster = fit(learned, features, options, seed, eachTree)) {
      double[] predicted = booster.predict(left.features(), left.count());
      int[] where = rows.rowsOf(part);
      for (int i = 0; i < predicted.length; i++) {
        unseen[where[i]] = predicted[i];
      }
    }
  }

  Outlook predict(float[] features, int rows, boolean withSize) {
    double[] mean = new double[rows];
    for (Booster bag : bags) {
      double[] one = bag.predict(features, rows);
      for (int row = 0; row < rows; row++) {
        mean[row] += one[row] / bags.size();
      }
    }
    double[] sizes = withSize ? size.predict(features, rows) : new double[0];
    for (int row = 0; row < sizes.length; row++) {
      sizes[row] = Math.max(LEAST_SIZE, sizes[row]);
    }
    return new Outlook(mean, sizes);
  }

  List<Booster> bags() {
    return bags;
  }

  Booster size() {
    return size;
  }

  Spread spread() {
    return spread;
  }

  /** A value per leaf, and a feature and a threshold per split. */
  long parameters() {
    return Stream.concat(bags.stream(), Stream.of(size)).mapToLong(Booster::parameters).sum();
  }

  List<FeatureImportance> importance(List<String> names) {
    double[] gain = new double[names.size()];
    double[] splits = new double[names.size()];
    for (Booster bag : bags) {
      add(gain, bag.importance(true));
      add(splits, bag.importance(false));
    }
    return FeatureImportance.ranked(names, gain, splits);
  }

  private static void add(double[] sums, double[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  @Override
  public void close() {
    bags.forEach(Booster::close);
    size.close();
  }
}
