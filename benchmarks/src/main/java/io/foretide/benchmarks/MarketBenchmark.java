package io.foretide.benchmarks;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.evaluation.MarketScores;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.neural.NeuralKinds;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Kinds on real prices: skill against the random walk, direction against the majority class, each
 * with its interval, and who would be promoted. What allocators earn is in {@link
 * AllocationBenchmark}.
 *
 * <p>Arguments: {@code daily} (twelve symbols, 7 calendar days ahead) or {@code hourly} (bitcoin,
 * 24 hours ahead), a task, the most cutoffs, then kinds with settings if wanted: {@code daily price
 * 104 naive "theta:season=1" adm}.
 */
public final class MarketBenchmark {
  /** Steps before the first cutoff. */
  static final int MINIMUM = 250;

  static final long SEED = 1;

  private final Dataset data;
  private final int horizon;
  private final List<Instant> cutoffs;

  private MarketBenchmark(Dataset data, int horizon, int most) {
    this.data = data;
    this.horizon = horizon;
    this.cutoffs = Cutoffs.rolling(data, horizon, most, MINIMUM);
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 4) {
      throw new IllegalArgumentException("daily|hourly TASK CUTOFFS KIND[:name=value;...]...");
    }
    boolean hourly = args[0].equals("hourly");
    Dataset bars = hourly ? MarketData.hourly() : MarketData.daily();
    MarketBenchmark benchmark =
        new MarketBenchmark(
            MarketTask.parse(args[1]).view(bars), hourly ? 24 : 7, Integer.parseInt(args[2]));
    System.out.printf(
        Locale.ROOT,
        "%s: %d series, %d steps ahead at %d cutoffs from %s; task %s%n",
        args[0],
        bars.series().size(),
        benchmark.horizon,
        benchmark.cutoffs.size(),
        benchmark.cutoffs.get(0),
        args[1]);
    System.out.printf(
        "%-30s %8s %-18s %5s %6s %-13s %5s %-15s %5s %5s %5s %6s %6s %6s %7s  %s%n",
        "",
        "skill %",
        "[95 %]",
        "DM p",
        "dir %",
        "[95 %]",
        "major",
        "edge [95 %]",
        "prec",
        "rec",
        "F1",
        "R2",
        "walkR2",
        "cov95",
        "s/cut",
        "promoted");
    ModelCatalogue catalogue = ModelCatalogue.of(NeuralKinds.all());
    for (String one : Arrays.copyOfRange(args, 3, args.length)) {
      String[] parts = one.split(":", 2);
      benchmark.run(catalogue, parts[0], settings(parts.length > 1 ? parts[1] : ""), one);
    }
  }

  private void run(ModelCatalogue catalogue, String kind, Settings settings, String label) {
    long began = System.nanoTime();
    List<Window> windows =
        new Backtest(catalogue.get(kind), settings, SEED)
            .run(data, cutoffs, horizon, Levels.published(), TrainingListener.NONE);
    double seconds = (System.nanoTime() - began) / 1e9 / cutoffs.size();
    MarketScores scores = MarketScores.of(windows);
    Scorecard calibrated =
        Scorecard.of(Calibration.priorCalibrated(windows, Levels.published(), horizon));
    System.out.printf(
        Locale.ROOT,
        "%-30s %8.2f [%7.2f,%7.2f]  %5.3f %6.2f [%5.2f,%5.2f] %5.1f %5.2f"
            + " [%5.2f,%5.2f] %5.1f %5.1f %5.1f %6.3f %6.3f %6.1f %7.2f  %s%n",
        label,
        100 * scores.get("skill"),
        100 * scores.get("skill.low"),
        100 * scores.get("skill.high"),
        scores.get("skill.p"),
        scores.get("direction"),
        scores.get("direction.low"),
        scores.get("direction.high"),
        scores.get("majority"),
        scores.get("edge"),
        scores.get("edge.low"),
        scores.get("edge.high"),
        scores.get("precision"),
        scores.get("recall"),
        scores.get("F1"),
        scores.get("R2"),
        scores.get("R2.walk"),
        calibrated.get(Metric.COVERAGE95),
        seconds,
        scores.beatsFloor() ? "yes" : kind.equals("naive") ? "is the floor" : "no");
  }

  /** {@code name=value;name=value}. */
  static Settings settings(String text) {
    return Settings.of(
        Arrays.stream(text.split(";"))
            .filter(pair -> !pair.isBlank())
            .flatMap(pair -> Stream.of(pair.split("=", 2)))
            .toArray(String[]::new));
  }
}
