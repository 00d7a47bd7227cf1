package io.foretide.benchmarks;

import io.foretide.models.additive.AdditiveKind;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How many fits, and how many forecasts of 28 days with seven quantiles, the kind {@code additive}
 * does per second on one thread. Each series is two years of days (731 observations, so that weekly
 * and yearly seasonality are both on), drawn anew with its own trend, waves and noise; one fit sees
 * one series, and nothing is shared between fits.
 */
public final class AdditiveFitBenchmark {
  private static final int SERIES = 200;
  private static final int ROUNDS = 8;

  /** The thread's own CPU time: what else runs on the machine does not count. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private AdditiveFitBenchmark() {}

  public static void main(String[] args) {
    List<Dataset> singles = singles();
    measure("additive", singles, Settings.DEFAULTS);
    measure("multiplicative", singles, Settings.of("seasonalityMode", "multiplicative"));
    measure("logistic, cap 400", singles, Settings.of("growth", "logistic", "cap", "400"));
  }

  private static void measure(String name, List<Dataset> singles, Settings settings) {
    AdditiveKind kind = new AdditiveKind();
    double best = 0;
    List<ForecastModel> models = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      models.clear();
      long began = CPU.getCurrentThreadCpuTime();
      for (Dataset one : singles) {
        models.add(kind.fit(one, 28, settings, 1, TrainingListener.NONE));
      }
      best = Math.max(best, singles.size() * 1e9 / (CPU.getCurrentThreadCpuTime() - began));
    }
    double fastest = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long began = CPU.getCurrentThreadCpuTime();
      for (int i = 0; i < models.size(); i++) {
        Context context = new Context(singles.get(i).series().get(0));
        models.get(i).forecast(List.of(context), new Horizon(28, Step.DAY), Levels.published());
      }
      fastest = Math.max(fastest, singles.size() * 1e9 / (CPU.getCurrentThreadCpuTime() - began));
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s %8.0f fits/s   %8.0f forecasts/s   (731 days, one thread's CPU time, best of %d rounds of %d)%n",
        name,
        best,
        fastest,
        ROUNDS,
        SERIES);
  }

  private static List<Dataset> singles() {
    SplittableRandom random = new SplittableRandom(7);
    List<Dataset> singles = new ArrayList<>();
    for (int s = 0; s < SERIES; s++) {
      double[] sales = new double[731];
      double bend = 200 + random.nextInt(300);
      double slope = random.nextDouble(-0.05, 0.15);
      double phase = random.nextDouble(6.28);
      for (int day = 0; day < sales.length; day++) {
        sales[day] =
            100
                + slope * Math.min(day, bend)
                + 15 * Math.sin(2 * Math.PI * day / 7 + phase)
                + 20 * Math.sin(2 * Math.PI * day / 365.25 + 2 * phase)
                + 10 * random.nextGaussian();
      }
      Series series =
          new Series(
              new SeriesId("benchmark", List.of("P" + s)),
              Step.DAY,
              18_629,
              "sales",
              Map.of("sales", sales),
              Map.of());
      singles.add(new Dataset("benchmark", Step.DAY, List.of(series)));
    }
    return singles;
  }
}
