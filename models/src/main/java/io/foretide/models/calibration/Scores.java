package io.foretide.models.calibration;

import io.foretide.models.evaluation.Window;
import io.foretide.models.series.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far one central interval would have had to be stretched about its centre to hold each actual
 * value of a backtest: {@code |y - centre| / (own + 0.1 scale)}, where {@code own} is the distance
 * from the centre to the end of the interval on the side of {@code y}. The second term is the
 * regularisation of normalised conformal prediction (Papadopoulos, Vovk &amp; Gammerman 2011, eq.
 * 19): without it, intervals of no width could never be corrected. Scores have no unit and are
 * pooled over series and cutoffs.
 */
final class Scores {
  private static final double SHARE_OF_SCALE = 0.1;

  /** Steps borrow from their neighbours until this many scores are at hand. */
  private static final int ENOUGH = 400;

  /** As many cutoffs as it takes to believe half of how steps differ. */
  private static final double HALF_BELIEVED = 2;

  /** Values that stand for the next cutoff's factor. */
  private static final int DRAWS = 31;

  private static final double PRECISE = 1e-9;

  private final double coverage;
  private final List<List<Double>> bySteps = new ArrayList<>();
  private final SortedMap<Instant, List<Double>> byCutoff; // those nearest to the target last

  private Scores(double coverage, int steps, Instant target) {
    this.coverage = coverage;
    byCutoff =
        new TreeMap<>(
            Comparator.comparing((Instant cutoff) -> Duration.between(cutoff, target).abs())
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (int h = 0; h < steps; h++) {
      bySteps.add(new ArrayList<>());
    }
  }

  /**
   * @param upper level of the interval's upper end; its lower end is at {@code 1 - upper}
   * @param target the cutoff whose intervals are to be corrected: what is near tells more about it
   */
  static Scores of(List<Window> windows, double upper, int steps, Instant target) {
    Scores scores = new Scores(2 * upper - 1, steps, target);
    for (Window window : windows) {
      Forecast forecast = window.forecast();
      double[] centre = Centre.of(forecast.levels(), forecast.quantiles(), forecast.mean());
      List<Double> ofCutoff =
          scores.byCutoff.computeIfAbsent(window.cutoff(), c -> new ArrayList<>());
      for (int h = 0; h < window.steps(); h++) {
        double error = window.actualAt(h) - centre[h];
        if (!Double.isNaN(error)) {
          double own =
              error > 0
                  ? forecast.quantileAt(upper, h) - centre[h]
                  : centre[h] - forecast.quantileAt(1 - upper, h);
          double score = Math.abs(error) / width(own, window.positiveScale());
          scores.bySteps.get(h).add(score);
          ofCutoff.add(score);
        }
      }
    }
    return scores;
  }

  /** What an interval's end at distance {@code own} from the centre is measured in. */
  static double width(double own, double scale) {
    return Math.max(0, own) + SHARE_OF_SCALE * scale;
  }

  double coverage() {
    return coverage;
  }

  boolean isEmpty() {
    return bySteps.stream().allMatch(List::isEmpty);
  }

  /**
   * What to stretch the interval by at each step, {@code double[steps]}: {@link #next}, times how a
   * step differs from all of them, which is believed as far as there are cutoffs to tell.
   */
  double[] factors() {
    double next = next();
    double all = pooled();
    double believed = byCutoff.size() / (byCutoff.size() + HALF_BELIEVED);
    double[] factors = new double[bySteps.size()];
    for (int h = 0; h < factors.length; h++) {
      factors[h] = all > 0 ? next * Math.pow(quantile(around(h)) / all, believed) : next;
    }
    return factors;
  }

  /** The factor that would have held the interval's share of all scores. */
  double pooled() {
    return quantile(byCutoff.values().stream().flatMap(List::stream).toList());
  }

  /**
   * The factor that will hold the interval's share of scores at the target, on average over what
   * {@link CutoffLevel} says its own factor may be: the scores of each cutoff, divided by its
   * factor, say how they are spread within one. 1, what the model says itself, without a backtest.
   */
  double next() {
    CutoffLevel level = new CutoffLevel();
    List<Double> within = new ArrayList<>();
    for (List<Double> scores : byCutoff.values()) {
      double factor = quantile(scores);
      if (factor > 0) {
        level.observe(Math.log(factor));
        scores.forEach(score -> within.add(Math.log(score / factor)));
      }
    }
    if (within.isEmpty()) {
      return 1;
    }
    double[] sorted = within.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double[] draws = level.next(DRAWS);
    double low = draws[0] + Math.max(sorted[0], -1 / PRECISE);
    double high = draws[DRAWS - 1] + sorted[sorted.length - 1];
    while (high - low > PRECISE * (1 + Math.abs(low))) {
      double middle = (low + high) / 2;
      if (covered(sorted, draws, middle) < coverage) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(high);
  }

  /** The share of scores up to {@code log}, over all draws. */
  private static double covered(double[] sorted, double[] draws, double log) {
    double below = 0;
    for (double draw : draws) {
      int at = Arrays.binarySearch(sorted, log - draw);
      below += at < 0 ? -at - 1 : at + 1;
    }
    return below / draws.length / sorted.length;
  }

  private List<Double> around(int h) {
    List<Double> pool = new ArrayList<>(bySteps.get(h));
    for (int reach = 1; pool.size() < ENOUGH && reach < bySteps.size(); reach++) {
      if (h >= reach) {
        pool.addAll(bySteps.get(h - reach));
      }
      if (h + reach < bySteps.size()) {
        pool.addAll(bySteps.get(h + reach));
      }
    }
    return pool;
  }

  private double quantile(List<Double> scores) {
    double[] values = scores.stream().mapToDouble(Double::doubleValue).toArray();
    return EmpiricalQuantile.of(values, values.length, coverage);
  }
}
