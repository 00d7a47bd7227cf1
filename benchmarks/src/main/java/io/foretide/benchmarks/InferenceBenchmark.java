package io.foretide.benchmarks;

import io.foretide.models.calibration.CalibratedModel;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import io.foretide.neural.NeuralKinds;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What one forecast of a neural kind costs through the served path: a calibrated version, loaded by
 * its format, from a context to a forecast with intervals; what each costs where 256 are asked for
 * at once; and what PyTorch takes to run the same graph eagerly. Wall clock, one and many in turns.
 * Arguments: kinds (default all neural ones) and {@code name=value} settings.
 */
public final class InferenceBenchmark {
  private static final Horizon FOUR_WEEKS = new Horizon(28, Step.DAY);
  private static final int SERIES = 256;
  private static final int DAYS = 400;
  private static final int ROUNDS = 40;
  private static final int ONES_PER_ROUND = 200;

  private InferenceBenchmark() {}

  public static void main(String[] args) throws IOException {
    List<String> kinds = new ArrayList<>();
    List<String> chosen = new ArrayList<>(List.of("epochs", "1", "windowsPerEpoch", "64"));
    for (String arg : args) {
      if (arg.contains("=")) {
        chosen.addAll(Arrays.asList(arg.split("=", 2)));
      } else {
        kinds.add(arg);
      }
    }
    Dataset data = data();
    Settings settings = Settings.of(chosen.toArray(String[]::new));
    for (ModelKind kind : NeuralKinds.all()) {
      if (kinds.isEmpty() || kinds.contains(kind.card().id())) {
        MemoryArtifacts version = version(kind, data, settings);
        try (ForecastModel served = FormatCatalogue.standard().load(version)) {
          measure(kind.card().id(), served, data, version);
        }
      }
    }
  }

  /** What a trainer would publish, calibrated on two cutoffs. */
  private static MemoryArtifacts version(ModelKind kind, Dataset data, Settings settings)
      throws IOException {
    List<Instant> cutoffs = List.of(Step.DAY.at(19_300), Step.DAY.at(19_328));
    double[] levels = Levels.published();
    int horizon = FOUR_WEEKS.steps();
    List<Window> windows =
        new Backtest(kind, settings, 1).run(data, cutoffs, horizon, levels, TrainingListener.NONE);
    MemoryArtifacts version = new MemoryArtifacts();
    Calibration calibration = Calibration.learn(windows, levels, horizon);
    try (CalibratedModel model =
        new CalibratedModel(
            kind.fit(data, horizon, settings, 1, TrainingListener.NONE), calibration)) {
      ModelFormats.save(model, version);
    }
    return version;
  }

  private static void measure(
      String kind, ForecastModel model, Dataset data, MemoryArtifacts version) throws IOException {
    List<Context> all = data.series().stream().map(Context::new).toList();
    double[] ones = new double[ROUNDS * ONES_PER_ROUND];
    double[] many = new double[ROUNDS];
    for (int round = -ROUNDS / 2; round < ROUNDS; round++) {
      for (int i = 0; i < ONES_PER_ROUND; i++) {
        double millis = millis(model, List.of(all.get(i)));
        if (round >= 0) {
          ones[round * ONES_PER_ROUND + i] = millis;
        }
      }
      double millis = millis(model, all) / all.size();
      if (round >= 0) {
        many[round] = millis;
      }
    }
    Arrays.sort(ones);
    Arrays.sort(many);
    double one = ones[ones.length / 2];
    double each = many[many.length / 2];
    System.out.printf(
        Locale.ROOT,
        "%-16s one window p50 %.3f ms, p99 %.3f ms; %d in one call %.4f ms each: %.1f times cheaper"
            + " (the fastest of each: %.3f and %.4f ms, %.1f times)%n",
        kind,
        one,
        ones[ones.length * 99 / 100],
        all.size(),
        each,
        one / each,
        ones[0],
        many[0],
        ones[0] / many[0]);
    byte[] graph =
        version.files().entrySet().stream()
            .filter(file -> file.getKey().endsWith("model.onnx"))
            .findFirst()
            .orElseThrow()
            .getValue();
    PyTorchEager.run(graph, all.size())
        .ifPresentOrElse(
            torch ->
                System.out.printf(
                    Locale.ROOT,
                    "%-16s PyTorch eager %.3f ms, %.4f ms each: %.1f and %.1f times as long%n",
                    "",
                    torch.one(),
                    torch.each(),
                    torch.one() / one,
                    torch.each() / each),
            () -> System.out.println("                 no PyTorch here: " + PyTorchEager.PYTHON));
  }

  private static double millis(ForecastModel model, List<Context> contexts) {
    long began = System.nanoTime();
    model.forecast(contexts, FOUR_WEEKS, Levels.published());
    return (System.nanoTime() - began) / 1e6;
  }

  private static Dataset data() {
    Random random = new Random(1);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < SERIES; s++) {
      double[] sales = new double[DAYS];
      for (int i = 0; i < DAYS; i++) {
        sales[i] = 10 * (1 + s % 9) * (i % 7 < 2 ? 2 : 1) + random.nextInt(9);
      }
      SeriesId id = new SeriesId("made-up", List.of("P" + s));
      // Series end on different days, as they do in a shop.
      long start = 19_000 - s % 30;
      series.add(new Series(id, Step.DAY, start, "sales", Map.of("sales", sales), Map.of()));
    }
    return new Dataset("made-up", Step.DAY, series);
  }
}
