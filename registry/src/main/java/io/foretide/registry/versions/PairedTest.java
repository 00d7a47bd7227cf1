package io.foretide.registry.versions;

import io.foretide.runtime.rest.Says;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Whether two versions differ, by their scores at the same cutoffs. */
@Says("A paired test of two versions by their scores at the same cutoffs.")
record PairedTest(
    @Says("The version that is compared.") int version,
    @Says("The version that it is compared with.") int against,
    @Says("The score.") String metric,
    @Says("Cutoffs that both were scored at.") int cutoffs,
    @Says("Mean over them of the version's score less the other's.") double meanDifference,
    @Says("Probability of a mean difference at least as large if the two were alike.")
        double pValue,
    @Says("How it was found.") String method,
    @Says("In a sentence.") String conclusion) {
  private static final int EXACT_UP_TO = 18;
  private static final int DRAWS = 200_000;
  private static final double SIGNIFICANT = 0.05;

  /**
   * The permutation test of paired differences (Fisher 1935): were the two alike, each difference
   * could as well have had the other sign. All sign patterns are tried, or many drawn at random
   * where there are too many; it assumes nothing of the distribution.
   *
   * @param differences one per cutoff; at least one
   */
  static PairedTest of(int version, int against, String metric, List<Double> differences) {
    double[] d = differences.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = sum(d) / d.length;
    boolean exact = d.length <= EXACT_UP_TO;
    double p = exact ? exact(d) : drawn(d);
    return new PairedTest(
        version,
        against,
        metric,
        d.length,
        mean,
        p,
        exact
            ? "exact sign permutation over %d patterns".formatted(1 << d.length)
            : "sign permutation over %d random patterns".formatted(DRAWS),
        conclusion(version, against, metric, d.length, mean, p));
  }

  private static String conclusion(
      int version, int against, String metric, int n, double mean, double p) {
    String numbers =
        String.format(Locale.ROOT, "%s %+.4f on %d cutoffs, p = %.3f", metric, mean, n, p);
    if (p > SIGNIFICANT) {
      boolean hopeless = 2.0 / (1L << Math.min(n, 62)) > SIGNIFICANT;
      return "no difference can be told: "
          + numbers
          + (hopeless ? "; %d cutoffs are too few for any to be".formatted(n) : "");
    }
    return "version %d is %s than %d: %s"
        .formatted(version, mean < 0 ? "better" : "worse", against, numbers);
  }

  private static double exact(double[] d) {
    double observed = Math.abs(sum(d));
    int patterns = 1 << d.length;
    int extreme = 0;
    for (int pattern = 0; pattern < patterns; pattern++) {
      extreme += asExtreme(d, pattern, observed) ? 1 : 0;
    }
    return (double) extreme / patterns;
  }

  private static double drawn(double[] d) {
    double observed = Math.abs(sum(d));
    SplittableRandom random = new SplittableRandom(1);
    int extreme = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (double one : d) {
        sum += random.nextBoolean() ? one : -one;
      }
      extreme += Math.abs(sum) >= observed * (1 - 1e-12) ? 1 : 0;
    }
    return (double) extreme / (DRAWS + 1);
  }

  private static boolean asExtreme(double[] d, int pattern, double observed) {
    double sum = 0;
    for (int i = 0; i < d.length; i++) {
      sum += (pattern >> i & 1) == 0 ? d[i] : -d[i];
    }
    return Math.abs(sum) >= observed * (1 - 1e-12);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
