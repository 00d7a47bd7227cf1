package io.foretide.benchmarks;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * T1: daily retail, 28 days ahead, 20 series, five cutoffs, refitted at each. Prints every score
 * beside the reference rows of {@code T1_scores.csv}, and the champion.
 *
 * <p>Arguments are kinds of the catalogue, each with settings if wanted: {@code theta} or {@code
 * "blend:kinds=lightgbm,theta;trust=0.5"}; without any, all that are neither neural nor ensembles.
 * They are fitted, and their intervals calibrated, on all 148 products, as a trainer would: on four
 * cutoffs before the first and those that have passed since, never on a later one. {@code
 * -Dforetide.keep=DIR} keeps the forecasts of each kind in a file there, and reads them instead of
 * fitting where it exists: intervals can be judged again by it, kinds cannot.
 */
public final class T1Benchmark {
  private static final int HORIZON = 28;
  private static final int EARLIER = 4;
  private static final long SEED = 1;
  private static final String KEEP = "foretide.keep";

  private record Row(String kind, Scorecard raw, Scorecard calibrated, double seconds) {}

  private final Dataset whole;
  private final Set<SeriesId> judgedIds;

  private T1Benchmark() throws IOException {
    whole = BakeryData.whole();
    judgedIds = BakeryData.judged().series().stream().map(Series::id).collect(Collectors.toSet());
  }

  public static void main(String[] args) throws IOException {
    List<String> asked =
        args.length > 0
            ? List.of(args)
            : ModelCatalogue.of(List.of()).all().stream()
                .map(kind -> kind.card().id())
                .filter(id -> !id.equals("blend"))
                .toList();
    T1Benchmark benchmark = new T1Benchmark();
    System.out.printf(
        "%-26s %7s %7s %7s %7s %7s %6s %7s %7s %7s %7s %8s%n",
        "",
        "MAE",
        "RMSE",
        "sMAPE",
        "MASE",
        "RMSSE",
        "WAPE",
        "bias %",
        "raw95",
        "cov95",
        "MSIS",
        "s/cutoff");
    List<Row> rows = new ArrayList<>();
    for (String one : asked) {
      Row row = benchmark.run(Asked.parse(one));
      rows.add(row);
      print(row);
    }
    for (String line : BakeryData.referenceScores()) {
      printReference(line.split(","));
    }
    Row champion =
        rows.stream()
            .min(Comparator.comparingDouble(row -> row.raw.get(Metric.MASE)))
            .orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "champion: %s, MASE %.4f, calibrated 95 %% interval covers %.1f %%%n",
        champion.kind,
        champion.raw.get(Metric.MASE),
        champion.calibrated.get(Metric.COVERAGE95));
  }

  private Row run(Asked asked) throws IOException {
    List<Instant> cutoffs =
        Stream.concat(
                Stream.iterate(EARLIER, i -> i > 0, i -> i - 1)
                    .map(i -> BakeryData.CUTOFFS.get(0).minus(Duration.ofDays((long) i * HORIZON))),
                BakeryData.CUTOFFS.stream())
            .toList();
    KeptForecasts forecasts = forecasts(asked, cutoffs);
    List<Window> windows = forecasts.windows();
    List<Window> calibrated = Calibration.priorCalibrated(windows, Levels.published(), HORIZON);
    String note = asked.kind().card().refit() ? "" : " (fitted once, before the first)";
    return new Row(asked.text() + note, scores(windows), scores(calibrated), forecasts.seconds());
  }

  private KeptForecasts forecasts(Asked asked, List<Instant> cutoffs) throws IOException {
    Optional<Path> file =
        Optional.ofNullable(System.getProperty(KEEP))
            .map(folder -> Path.of(folder, asked.text().replaceAll("[^A-Za-z0-9=.-]", "_")));
    if (file.isPresent() && Files.exists(file.get())) {
      return KeptForecasts.read(file.get(), whole);
    }
    long began = System.nanoTime();
    List<Window> windows =
        new Backtest(asked.kind(), asked.settings(), SEED)
            .run(whole, cutoffs, HORIZON, Levels.published(), TrainingListener.NONE);
    KeptForecasts made =
        new KeptForecasts(windows, (System.nanoTime() - began) / 1e9 / cutoffs.size());
    if (file.isPresent()) {
      made.write(file.get());
    }
    return made;
  }

  private Scorecard scores(List<Window> windows) {
    return Scorecard.of(
        windows.stream()
            .filter(w -> judgedIds.contains(w.series()) && BakeryData.CUTOFFS.contains(w.cutoff()))
            .toList());
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %7.3f %7.3f %7.2f %7.4f %7.4f %6.2f %7.2f %7.1f %7.1f %7.2f %8.2f%n",
        row.kind,
        row.raw.get(Metric.MAE),
        row.raw.get(Metric.RMSE),
        row.raw.get(Metric.SMAPE),
        row.raw.get(Metric.MASE),
        row.raw.get(Metric.RMSSE),
        row.raw.get(Metric.WAPE),
        row.raw.get(Metric.BIAS),
        row.raw.get(Metric.COVERAGE95),
        row.calibrated.get(Metric.COVERAGE95),
        row.calibrated.get(Metric.MSIS),
        row.seconds);
  }

  /** Columns: method, windows, MAE, RMSE, sMAPE, MASE, RMSSE, WAPE, bias, cov95, MSIS, width, s. */
  private static void printReference(String[] cells) {
    System.out.printf(
        "%-26s %7s %7s %7s %7s %7s %6s %7s %7s %7s %7s %8s%n",
        "ref " + cells[0],
        cells[2],
        cells[3],
        cells[4],
        cells[5],
        cells[6],
        cells[7],
        cells[8],
        cells[9],
        "",
        cells[10],
        cells[12]);
  }
}
