package io.foretide.benchmarks;

import io.foretide.embedded.testing.SampleEvents;
import io.foretide.models.calibration.CalibratedModel;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generated daily sales of {@value #PRODUCTS} products on {@code series.blocks}, and really trained
 * versions of a model on them, so that every answer can be checked against the version it names.
 */
final class SwapScene implements AutoCloseable {
  static final int PRODUCTS = 148;
  private static final int DAYS = 386;
  private static final int HORIZON = 28;
  private static final long FIRST_DAY = LocalDate.of(2024, 1, 1).toEpochDay();
  private static final int SLOTS = 64;
  private static final String MODEL = "sales";

  private final ModelLog log;
  private final Dataset data = dataset();
  private final Map<Integer, double[]> tomorrow = new HashMap<>();

  SwapScene(ServiceConfig config) {
    this.log = new ModelLog(config, MODEL);
  }

  static String product(int number) {
    return "P%03d".formatted(number);
  }

  /** What the version forecasts for tomorrow: of one product, or with -1 of all together. */
  double expected(int version, int product) {
    double[] values = tomorrow.get(version);
    return product < 0 ? Arrays.stream(values).sum() : values[product];
  }

  /** Writes all series, and defines the model. */
  void prepare() {
    for (Series series : data.series()) {
      for (long b = FIRST_DAY / SLOTS; b <= (FIRST_DAY + DAYS - 1) / SLOTS; b++) {
        String id = series.id().text();
        log.send(
            Topics.SERIES_BLOCKS,
            SeriesKeys.partition(id, Topics.SERIES_BLOCKS.partitions()),
            SeriesKeys.block(id, "P1D", b),
            block(series, b));
      }
    }
    log.event(
        ModelDefined.newBuilder()
            .setDataset("sales")
            .setStorageStep("P1D")
            .setStep("P1D")
            .setHorizon(HORIZON)
            .setLevels(levels())
            .setKind("ets")
            .setPromotion(PromotionPolicy.MANUAL)
            .build());
  }

  /** Trains a version with its backtest and publishes it. */
  void publish(int number, ModelKind kind) throws IOException {
    double[] levels = Levels.published();
    var windows =
        new Backtest(kind, Settings.DEFAULTS, 1)
            .run(
                data,
                Cutoffs.rolling(data, HORIZON, 3, 60),
                HORIZON,
                levels,
                TrainingListener.NONE);
    try (CalibratedModel model =
        new CalibratedModel(
            kind.fit(data, HORIZON, Settings.DEFAULTS, 1, TrainingListener.NONE),
            Calibration.learn(windows, levels, HORIZON))) {
      List<Artifact> artifacts = log.store(model);
      List<Forecast> forecasts =
          model.forecast(
              data.series().stream().map(Context::new).toList(),
              new Horizon(HORIZON, Step.DAY),
              levels);
      tomorrow.put(number, forecasts.stream().mapToDouble(f -> f.meanAt(0)).toArray());
      log.event(version(number, kind.card().id(), model.format(), artifacts));
    }
  }

  void promote(int version) {
    log.event(
        AliasMoved.newBuilder()
            .setAlias("champion")
            .setToVersion(version)
            .setWhy("benchmark")
            .build());
  }

  private static VersionPublished version(
      int number, String kind, String format, List<Artifact> artifacts) {
    return SampleEvents.version(number)
        .setKind(kind)
        .setFormat(format)
        .setHorizon(HORIZON)
        .setLevels(levels())
        .setArtifacts(artifacts)
        .build();
  }

  private static SeriesBlock block(Series series, long number) {
    Double[] values = new Double[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      long at = number * SLOTS + slot - series.start();
      values[slot] = at >= 0 && at < series.length() ? series.targetAt((int) at) : Double.NaN;
    }
    return SeriesBlock.newBuilder()
        .setDataset("sales")
        .setIdentity(series.id().identity())
        .setIdentityColumns(List.of("product_id"))
        .setStep("P1D")
        .setBlock(number)
        .setTarget("sales")
        .setColumns(List.of(new BlockColumn("sales", List.of(values))))
        .setAttributes(List.of())
        .setStamps(List.of())
        .setSlotStamps(List.of())
        .setSlotLines(List.of())
        .setRevision(1)
        .build();
  }

  private static Dataset dataset() {
    List<Series> all = new ArrayList<>();
    for (int p = 0; p < PRODUCTS; p++) {
      SplittableRandom random = new SplittableRandom(p);
      double[] values = new double[DAYS];
      for (int d = 0; d < DAYS; d++) {
        double weekend = d % 7 < 5 ? 0 : 15;
        values[d] = Math.max(0, Math.rint(30 + p % 40 + weekend + 5 * random.nextGaussian()));
      }
      all.add(
          new Series(
              new SeriesId("sales", List.of(product(p))),
              Step.DAY,
              FIRST_DAY,
              "sales",
              Map.of("sales", values),
              Map.of()));
    }
    return new Dataset("sales", Step.DAY, all);
  }

  private static List<Double> levels() {
    return Arrays.stream(Levels.published()).boxed().toList();
  }

  @Override
  public void close() {
    log.close();
  }
}
