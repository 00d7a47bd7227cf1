package io.foretide.benchmarks;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * M4 Hourly: 414 series, 48 hours ahead. Every kind is backtested at cutoffs within what the
 * competitors knew, as a trainer does; the one with the least MASE there, which is what the
 * promotion policy goes by, is the champion. Beside that stands its score on the competition's own
 * 48 hours, which took no part in the choice: OWA as the organisers computed it.
 *
 * <p>{@code M4Benchmark [--blind] [KIND ...]}, each with settings if wanted, as in {@code
 * "blend:kinds=lightgbm,mstl;trust=0.5"}. With {@code --blind} the competition's hours are not
 * looked at: that is how to choose settings.
 */
public final class M4Benchmark {
  private static final int CUTOFFS = 5;
  private static final long SEED = 1;

  /** Naive 2 on these hours, as published: what OWA divides by. */
  private static final double NAIVE2_SMAPE = 18.383;

  private static final double NAIVE2_MASE = 2.395;

  private static final List<String> USUAL =
      List.of("naive", "seasonal-naive", "seasonal-mean", "theta", "ets", "mstl", "lightgbm");

  private record Row(String kind, Scorecard before, Scorecard test, double seconds) {}

  private final Dataset whole;
  private final Dataset known;
  private final boolean blind;

  private M4Benchmark(Dataset whole, boolean blind) {
    this.whole = whole;
    this.known = whole.upTo(M4Data.CUTOFF);
    this.blind = blind;
  }

  public static void main(String[] args) throws IOException {
    boolean blind = List.of(args).contains("--blind");
    List<String> asked = Stream.of(args).filter(arg -> !arg.equals("--blind")).toList();
    Path shared = Path.of(System.getProperty("foretide.shared", "../shared"));
    M4Benchmark benchmark = new M4Benchmark(M4Data.whole(shared), blind);
    System.out.printf(
        "%-40s| before: %7s %7s %6s | test: %7s %7s %6s %6s | %8s%n",
        "", "MASE", "sMAPE", "cov95", "MASE", "sMAPE", "OWA", "cov95", "seconds");
    List<Row> rows = new ArrayList<>();
    for (String one : asked.isEmpty() ? USUAL : asked) {
      Row row = benchmark.run(Asked.parse(one));
      rows.add(row);
      print(row);
    }
    Row champion =
        rows.stream()
            .min(Comparator.comparingDouble(row -> row.before.get(Metric.MASE)))
            .orElseThrow();
    System.out.printf(
        Locale.ROOT, "champion: %s, OWA %.4f on the test%n", champion.kind, owa(champion.test));
  }

  private Row run(Asked asked) {
    double[] levels = Levels.published();
    Backtest backtest = new Backtest(asked.kind(), asked.settings(), SEED);
    List<Instant> cutoffs =
        Cutoffs.rolling(known, M4Data.HORIZON, CUTOFFS, asked.kind().card().minimumSamples());
    long began = System.nanoTime();
    List<Window> before =
        backtest.run(known, cutoffs, M4Data.HORIZON, levels, TrainingListener.NONE);
    List<Window> test =
        blind
            ? List.of()
            : backtest.run(
                whole, List.of(M4Data.CUTOFF), M4Data.HORIZON, levels, TrainingListener.NONE);
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Row(
        asked.text(),
        Scorecard.of(Calibration.crossCalibrated(before, levels, M4Data.HORIZON)),
        Scorecard.of(asServed(before, test, levels)),
        seconds);
  }

  /** Of the version that the backtest calibrated. */
  private static List<Window> asServed(List<Window> before, List<Window> test, double[] levels) {
    List<Window> all = Stream.concat(before.stream(), test.stream()).toList();
    return Calibration.priorCalibrated(all, levels, M4Data.HORIZON).stream()
        .filter(window -> window.cutoff().equals(M4Data.CUTOFF))
        .toList();
  }

  private static double owa(Scorecard test) {
    return (test.get(Metric.SMAPE) / NAIVE2_SMAPE + test.get(Metric.MASE) / NAIVE2_MASE) / 2;
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-40s|         %7.4f %7.3f %6.1f |       %7.4f %7.3f %6.4f %6.1f | %8.1f%n",
        row.kind,
        row.before.get(Metric.MASE),
        row.before.get(Metric.SMAPE),
        row.before.get(Metric.COVERAGE95),
        row.test.get(Metric.MASE),
        row.test.get(Metric.SMAPE),
        owa(row.test),
        row.test.get(Metric.COVERAGE95),
        row.seconds);
  }
}
