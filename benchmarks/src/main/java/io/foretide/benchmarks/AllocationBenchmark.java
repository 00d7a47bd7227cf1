package io.foretide.benchmarks;

import io.foretide.models.allocation.Allocator;
import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.evaluation.MarketScores;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.SeriesId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Portfolios of the twelve symbols, made anew every week from what was known then: what they would
 * have earned after 10 basis points of what is traded, beside equal weights, and whether weights
 * add up to 1 and keep their bounds.
 *
 * <p>Arguments: the most cutoffs, then kinds with settings if wanted: {@code 104 cipo
 * "cipo:aversion=20" bicipo}.
 */
public final class AllocationBenchmark {
  private static final int WEEK = 7;
  private static final double ROUNDING = 1e-9;

  private final Dataset data;
  private final List<Instant> cutoffs;

  private AllocationBenchmark(Dataset data, int most) {
    this.data = data;
    this.cutoffs = Cutoffs.rolling(data, WEEK, most, MarketBenchmark.MINIMUM);
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      throw new IllegalArgumentException("CUTOFFS KIND[:name=value;...]...");
    }
    AllocationBenchmark benchmark =
        new AllocationBenchmark(MarketData.daily(), Integer.parseInt(args[0]));
    System.out.printf(
        "%d symbols at %d cutoffs from %s; a year, after 10 bp%n",
        benchmark.data.series().size(), benchmark.cutoffs.size(), benchmark.cutoffs.get(0));
    System.out.printf(
        "%-24s %8s %12s %7s %10s %9s  %s%n",
        "",
        "return %",
        "volatility %",
        "Sharpe",
        "drawdown %",
        "turnover",
        "weights: off 1 by, least, most, outside their bounds");
    ModelCatalogue catalogue = ModelCatalogue.of(List.of());
    boolean first = true;
    for (String one : Arrays.copyOfRange(args, 1, args.length)) {
      String[] parts = one.split(":", 2);
      ModelKind kind = catalogue.get(parts[0]);
      Settings settings = MarketBenchmark.settings(parts.length > 1 ? parts[1] : "");
      MarketScores scores =
          MarketScores.of(
              new Backtest(kind, settings, MarketBenchmark.SEED)
                  .run(
                      benchmark.data,
                      benchmark.cutoffs,
                      WEEK,
                      Levels.published(),
                      TrainingListener.NONE));
      if (first) {
        print("equal weights", scores, "equal", "");
        first = false;
      }
      print(one, scores, "portfolio", benchmark.weights(kind, settings));
    }
  }

  /** Weights at every cutoff, held against what was asked for. */
  private String weights(ModelKind kind, Settings settings) {
    Map<String, String> all = kind.settings().resolve(settings).chosen();
    double least = Double.parseDouble(all.get("least"));
    double most = Math.max(Double.parseDouble(all.get("most")), 1.0 / data.series().size());
    double off = 0;
    List<Double> every = new ArrayList<>();
    for (Instant cutoff : cutoffs) {
      try (ForecastModel model =
          kind.fit(
              data.upTo(cutoff), WEEK, settings, MarketBenchmark.SEED, TrainingListener.NONE)) {
        Map<SeriesId, Double> weights = ((Allocator) model).weights();
        Collection<Double> shares = weights.values();
        off = Math.max(off, Math.abs(1 - shares.stream().mapToDouble(w -> w).sum()));
        every.addAll(shares);
      }
    }
    long outside = every.stream().filter(w -> w < least - ROUNDING || w > most + ROUNDING).count();
    return String.format(
        Locale.ROOT,
        "%.1e, %.4f, %.4f, %d of %d",
        off,
        every.stream().mapToDouble(w -> w).min().orElse(Double.NaN),
        every.stream().mapToDouble(w -> w).max().orElse(Double.NaN),
        outside,
        every.size());
  }

  private static void print(String label, MarketScores scores, String name, String weights) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %8.2f %12.2f %7.2f %10.2f %9.2f  %s%n",
        label,
        scores.get(name + ".return"),
        scores.get(name + ".volatility"),
        scores.get(name + ".sharpe"),
        scores.get(name + ".drawdown"),
        scores.get(name + ".turnover"),
        weights);
  }
}
