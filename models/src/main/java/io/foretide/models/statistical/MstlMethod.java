package io.foretide.models.statistical;

import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.Outlook;
import io.foretide.models.statistical.MstlParameters.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Takes the seasons out by {@link Seasons}, lets the level of the rest go on, and puts the seasons
 * back as they last were. Which seasons a series has, and whether they add or multiply, is tried on
 * its own latest steps; ways that do nearly as well as the best there are averaged with it.
 *
 * @param periods that may be found, ascending
 * @param ahead steps in each stretch that a way is tried on
 * @param folds how many such stretches
 * @param power how much more a way with a smaller error counts
 */
record MstlMethod(List<Integer> periods, int ahead, int folds, double power)
    implements LocalMethod<MstlParameters> {
  /** A way that counts for less is left out. */
  private static final double NEGLIGIBLE = 0.05;

  MstlMethod {
    periods = List.copyOf(periods);
  }

  @Override
  public MstlParameters fit(double[] y, Runnable checkpoint) {
    List<Way> tried = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (Way way : ways(y)) {
      checkpoint.run();
      MstlTrial trial = trial(way, y);
      tried.add(
          new Way(
              1, way.periods(), way.log(), trial.smoothing(), trial.decay(), trial.deviation()));
      errors.add(trial.error());
    }
    double least = errors.stream().mapToDouble(e -> e).min().orElse(0);
    List<Way> kept = new ArrayList<>();
    for (int i = 0; i < tried.size(); i++) {
      double weight = errors.get(i) > least ? Math.pow(least / errors.get(i), power) : 1;
      if (weight >= NEGLIGIBLE) {
        kept.add(tried.get(i).weighing(weight));
      }
    }
    double sum = kept.stream().mapToDouble(Way::weight).sum();
    kept.replaceAll(way -> way.weighing(way.weight() / sum));
    kept.sort(Comparator.comparingDouble(Way::weight).reversed());
    return new MstlParameters(kept);
  }

  /** Every set of periods of which there are two cycles before the first stretch. */
  private List<Way> ways(double[] y) {
    boolean positive = Arrays.stream(y).allMatch(v -> v > 0);
    int shortest = y.length - folds * stretch(y);
    List<Way> ways = new ArrayList<>();
    for (int subset = 0; subset < 1 << periods.size(); subset++) {
      List<Integer> some = new ArrayList<>();
      for (int s = 0; s < periods.size(); s++) {
        if ((subset & 1 << s) != 0) {
          some.add(periods.get(s));
        }
      }
      if (some.stream().allMatch(period -> shortest >= 2 * period)) {
        ways.add(new Way(1, some, false, 1, 1, 0));
        if (positive && !some.isEmpty()) {
          ways.add(new Way(1, some, true, 1, 1, 0));
        }
      }
    }
    return ways;
  }

  /** At least half of the series lies before the first stretch. */
  private int stretch(double[] y) {
    return Math.min(ahead, y.length / (2 * folds));
  }

  private MstlTrial trial(Way way, double[] y) {
    MstlTrial trial = new MstlTrial();
    int length = stretch(y);
    for (int fold = folds; fold >= 1; fold--) {
      int cut = y.length - fold * length;
      if (length > 0) {
        Seasons seasons = seasons(way, Arrays.copyOf(y, cut));
        double[] actual = Arrays.copyOfRange(y, cut, cut + length);
        trial.add(seasons.adjusted(), seasons.ahead(length), actual, way.log());
      }
    }
    return trial;
  }

  private static Seasons seasons(Way way, double[] y) {
    double[] values = way.log() ? Arrays.stream(y).map(Math::log).toArray() : y;
    return Seasons.of(values, way.periods());
  }

  /** Nothing of the parameters belongs to the first step, but they may need a longer run. */
  @Override
  public MstlParameters restart(MstlParameters p, double[] y) {
    boolean positive = Arrays.stream(y).allMatch(v -> v > 0);
    boolean able =
        p.ways().stream()
            .allMatch(way -> y.length >= 2 * way.longest() && (positive || !way.log()));
    return able ? p : fit(y, () -> {});
  }

  @Override
  public Outlook forecast(MstlParameters p, double[] y, int steps, RandomGenerator random) {
    double[] mean = new double[steps];
    double[] deviation = new double[steps];
    // A value of zero may have come since, which has no logarithm.
    for (Way way : restart(p, y).ways()) {
      Seasons seasons = seasons(way, y);
      double[] season = seasons.ahead(steps);
      double[] rest = MstlTrial.ahead(seasons.adjusted(), way.smoothing(), way.decay(), steps);
      for (int h = 0; h < steps; h++) {
        double value = season[h] + rest[h];
        double own = way.log() ? Math.exp(value) : value;
        mean[h] += way.weight() * own;
        deviation[h] += way.weight() * way.deviation() * (way.log() ? own : 1);
      }
    }
    return Outlook.normal(mean, deviation);
  }
}
