package io.foretide.benchmarks;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema.Spec;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.neural.NeuralKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Resident memory of one JVM through thousands of fits of all neural kinds in turn, each followed
 * by forecasts. Small networks, so that what a fit leaves behind shows beside what all of them
 * share. Arguments: fits (default 5,000), forecasts per fit (default 10), kinds (default all). Run
 * with a heap that is there from the start, {@code -Xms512m -Xmx512m -XX:+AlwaysPreTouch}, and
 * without the optimising compiler, {@code -XX:TieredStopAtLevel=1}, which takes more of the
 * processor than fits this small.
 */
public final class MemoryBenchmark {
  private static final Horizon WEEK = new Horizon(7, Step.DAY);
  private static final int MARKS = 20;
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("lookback", "14"),
          Map.entry("epochs", "1"),
          Map.entry("windowsPerEpoch", "8"),
          Map.entry("batchSize", "8"),
          Map.entry("units", "4"),
          Map.entry("innerUnits", "4"),
          Map.entry("filters", "4"),
          Map.entry("kernel", "2"),
          Map.entry("heads", "1"),
          Map.entry("headSize", "4"),
          Map.entry("patch", "7"),
          Map.entry("stride", "7"),
          Map.entry("convolutions", "1"),
          Map.entry("hiddenLayers", "1"),
          Map.entry("blocks", "1"));

  private MemoryBenchmark() {}

  public static void main(String[] args) throws IOException {
    int fits = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    int forecasts = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    List<String> wanted = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
    List<ModelKind> kinds =
        NeuralKinds.all().stream()
            .filter(kind -> wanted.isEmpty() || wanted.contains(kind.card().id()))
            .toList();
    Dataset data = data();
    List<Context> contexts = data.series().stream().map(Context::new).toList();
    double warm = 0;
    double most = 0;
    long began = System.nanoTime();
    for (int fit = 1; fit <= fits; fit++) {
      ModelKind kind = kinds.get(fit % kinds.size());
      try (ForecastModel model =
          kind.fit(data, WEEK.steps(), small(kind), fit, TrainingListener.NONE)) {
        for (int f = 0; f < forecasts; f++) {
          model.forecast(contexts, WEEK, Levels.published());
        }
      }
      if (fit % (fits / MARKS) == 0) {
        double now = resident();
        warm = warm == 0 ? now : warm;
        most = Math.max(most, now);
        System.out.printf(
            Locale.ROOT,
            "%,7d fits, %,8d forecasts: %,.0f MB after %.0f s%n",
            fit,
            (long) fit * forecasts,
            now,
            (System.nanoTime() - began) / 1e9);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "at most %.1f %% above the first mark, %d kinds in turn%n",
        100 * (most / warm - 1),
        kinds.size());
  }

  /** Those of the small settings that the kind has. */
  private static Settings small(ModelKind kind) {
    Map<String, String> chosen = new HashMap<>(SMALL);
    chosen.keySet().retainAll(kind.settings().specs().stream().map(Spec::name).toList());
    return new Settings(chosen);
  }

  /** MB of this process that are in memory. */
  private static double resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElseThrow();
  }

  private static Dataset data() {
    Random random = new Random(1);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      double[] sales = random.doubles(90, 1, 9).toArray();
      SeriesId id = new SeriesId("made-up", List.of("P" + s));
      series.add(new Series(id, Step.DAY, 19_000, "sales", Map.of("sales", sales), Map.of()));
    }
    return new Dataset("made-up", Step.DAY, series);
  }
}
