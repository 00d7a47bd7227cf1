package io.foretide.models.calibration;

import io.foretide.models.evaluation.Window;
import io.foretide.models.series.Forecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  /** By how much the intervals of a kind are usually off, as a standard deviation of logarithms. */
  private static final double USUALLY_OFF = 0.2;

  /** By how much a factor usually differs from cutoff to cutoff, likewise. */
  private static final double USUAL_SPREAD = 0.1;

  /** As many cutoffs as what is usual counts for beside those that were seen. */
  private static final double WORTH_OF_USUAL = 2;

  private final double coverage;
  private final List<List<Double>> bySteps = new ArrayList<>();
  private final Map<Instant, List<Double>> byCutoff = new TreeMap<>();

  private Scores(double coverage, int steps) {
    this.coverage = coverage;
    for (int h = 0; h < steps; h++) {
      bySteps.add(new ArrayList<>());
    }
  }

  /**
   * @param upper level of the interval's upper end; its lower end is at {@code 1 - upper}
   */
  static Scores of(List<Window> windows, double upper, int steps) {
    Scores scores = new Scores(2 * upper - 1, steps);
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
   * What to stretch the interval by at each step, {@code double[steps]}: what was learned, as far
   * as it can be {@linkplain #trust trusted}, and for the rest 1, what the model said itself.
   */
  double[] factors() {
    double hindsight = hindsight();
    double trust = trust();
    double[] factors = new double[bySteps.size()];
    for (int h = 0; h < factors.length; h++) {
      factors[h] = Math.pow(hindsight * quantile(around(h)), trust);
    }
    return factors;
  }

  /**
   * How far the learned factor is believed, between 0 and 1. All series err together at a cutoff,
   * so a few cutoffs are a sample of that few, however many their scores: the mean of what each of
   * them says alone has a standard error that soon exceeds what can be gained. Empirical Bayes on
   * logarithms (Efron &amp; Morris 1975), with the spread of few moderated by what is usual (Smyth
   * 2004, section 3).
   */
  double trust() {
    double[] logs =
        byCutoff.values().stream()
            .mapToDouble(this::quantile)
            .filter(factor -> factor > 0)
            .map(Math::log)
            .toArray();
    if (logs.length == 0) {
      return 1;
    }
    double mean = Arrays.stream(logs).average().orElseThrow();
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double usual = WORTH_OF_USUAL * USUAL_SPREAD * USUAL_SPREAD;
    double variance = (squares + usual) / (logs.length - 1 + WORTH_OF_USUAL);
    double off = USUALLY_OFF * USUALLY_OFF;
    return off / (off + variance / logs.length);
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

  /**
   * How much wider still, since the days to come are not a draw from the days that were learned
   * from: at each cutoff from the second on, the factor is learned on the cutoffs before it, as it
   * would have been then, and what was missing at that cutoff is noted (a rolling-origin test,
   * Tashman 2000, of the calibration itself). Never less than 1: that past intervals happened to be
   * too wide is no reason to trust the next season.
   */
  double hindsight() {
    List<Double> earlier = new ArrayList<>();
    List<Double> missing = new ArrayList<>();
    for (List<Double> scores : byCutoff.values()) {
      double learned = quantile(earlier);
      if (learned > 0) {
        scores.forEach(score -> missing.add(score / learned));
      }
      earlier.addAll(scores);
    }
    return Math.max(1, quantile(missing));
  }

  private double quantile(List<Double> scores) {
    double[] values = scores.stream().mapToDouble(Double::doubleValue).toArray();
    return EmpiricalQuantile.of(values, values.length, coverage);
  }
}
