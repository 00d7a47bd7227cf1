package io.foretide.models.catalogue;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Daily series with a week, and everything that happens to series in life. */
final class OddShop {
  static final Instant CUTOFF = Step.DAY.at(19_000);
  static final int HORIZON = 14;

  /** Days up to and including the cutoff. */
  static final int KNOWN = 150;

  private static final int AFTER = 30;

  private OddShop() {}

  /** Six ordinary series and {@link #odd()}, with {@value #AFTER} days after the cutoff. */
  static Dataset whole() {
    return dataset(false);
  }

  /** The same up to the cutoff; after it, everything is absurd. */
  static Dataset poisoned() {
    return dataset(true);
  }

  /** A series of no data set, to be forecast by a model that never saw it. */
  static Series stranger() {
    return series("stranger", ordinary(60, 77, KNOWN));
  }

  /** Gaps, a constant, only zeros, one observation, none, and values below zero. */
  static List<Series> odd() {
    double[] gaps = ordinary(30, 8, KNOWN + AFTER);
    for (int i = 0; i < gaps.length; i += i % 5 + 2) {
      gaps[i] = Double.NaN;
    }
    Arrays.fill(gaps, 60, 80, Double.NaN);
    double[] constant = new double[KNOWN + AFTER];
    Arrays.fill(constant, 12);
    double[] once = new double[KNOWN + AFTER];
    Arrays.fill(once, Double.NaN);
    once[KNOWN - 1] = 5;
    double[] never = new double[KNOWN + AFTER];
    Arrays.fill(never, Double.NaN);
    double[] below = Arrays.stream(ordinary(20, 9, KNOWN + AFTER)).map(y -> y - 30).toArray();
    return List.of(
        series("gaps", gaps),
        series("constant", constant),
        series("zeros", new double[KNOWN + AFTER]),
        series("once", once),
        series("never", never),
        series("below zero", below));
  }

  private static Dataset dataset(boolean poisoned) {
    List<Series> series = new ArrayList<>(odd());
    for (int s = 0; s < 6; s++) {
      series.add(series("P" + s, ordinary(10 << s, s, KNOWN + AFTER)));
    }
    return new Dataset(
        "shop", Step.DAY, poisoned ? series.stream().map(OddShop::poison).toList() : series);
  }

  private static Series poison(Series clean) {
    double[] values = clean.target();
    Arrays.fill(values, KNOWN, values.length, 1e9);
    return series(clean.id().identity().get(0), values);
  }

  private static double[] ordinary(double size, long seed, int days) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[days];
    for (int i = 0; i < days; i++) {
      values[i] = size * (i % 7 < 2 ? 2 : 1) * (0.9 + 0.2 * random.nextDouble());
    }
    return values;
  }

  private static Series series(String name, double[] values) {
    return new Series(
        new SeriesId("shop", List.of(name)),
        Step.DAY,
        Step.DAY.indexOf(CUTOFF) - KNOWN + 1,
        "sales",
        Map.of("sales", values),
        Map.of());
  }
}
