package io.foretide.benchmarks;

import io.foretide.embedded.testing.SampleEvents;
import io.foretide.models.calibration.CalibratedModel;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Symbols with a past of one-minute bars, and a champion trained on some of them. */
final class BarCloseScene implements AutoCloseable {
  static final int HORIZON = 5;
  static final String MODEL = "minutes";
  private static final int SLOTS = 64;
  private static final int TRAINED_ON = 8;
  private static final int TRAINED_BLOCKS = 4;
  private static final List<String> COLUMNS = List.of("close", "high", "low", "open", "volume");

  /** The first minute that ticks fill, the first slot of a block. */
  static final long FIRST_MINUTE = TickTape.BEGIN_MICROS / 60_000_000 / SLOTS * SLOTS;

  private final ModelLog log;
  private final int symbols;
  private final int pastBlocks;

  /**
   * @param past bars that every symbol already has, at least a block's
   */
  BarCloseScene(ServiceConfig config, int symbols, int past) {
    this.log = new ModelLog(config, MODEL);
    this.symbols = symbols;
    this.pastBlocks = past / SLOTS;
  }

  /** Writes the past of all symbols, trains a kind on some, and makes it the champion. */
  void prepare(ModelKind kind, Settings settings) throws IOException {
    for (int s = 0; s < symbols; s++) {
      Series series = past(s, pastBlocks);
      Map<String, double[]> columns = new LinkedHashMap<>();
      COLUMNS.forEach(name -> columns.put(name, series.column(name)));
      for (long b = 0; b < pastBlocks; b++) {
        String id = series.id().text();
        long number = FIRST_MINUTE / SLOTS - pastBlocks + b;
        log.send(
            Topics.SERIES_BLOCKS,
            SeriesKeys.partition(id, Topics.SERIES_BLOCKS.partitions()),
            SeriesKeys.block(id, Step.MINUTE.toString(), number),
            block(series, columns, number));
      }
    }
    List<Series> some =
        IntStream.range(0, TRAINED_ON).mapToObj(s -> past(s, TRAINED_BLOCKS)).toList();
    Dataset data = new Dataset("market", Step.MINUTE, some);
    double[] levels = Levels.published();
    List<Double> levelList = Arrays.stream(levels).boxed().toList();
    log.event(
        ModelDefined.newBuilder()
            .setDataset("market")
            .setStorageStep(Step.MINUTE.toString())
            .setStep(Step.MINUTE.toString())
            .setHorizon(HORIZON)
            .setLevels(levelList)
            .setKind(kind.card().id())
            .setPromotion(PromotionPolicy.MANUAL)
            .build());
    var windows =
        new Backtest(kind, settings, 1)
            .run(
                data,
                Cutoffs.rolling(data, HORIZON, 2, 60),
                HORIZON,
                levels,
                TrainingListener.NONE);
    try (CalibratedModel model =
        new CalibratedModel(
            kind.fit(data, HORIZON, settings, 1, TrainingListener.NONE),
            Calibration.learn(windows, levels, HORIZON))) {
      log.event(
          SampleEvents.version(1)
              .setKind(kind.card().id())
              .setFormat(model.format())
              .setStep(Step.MINUTE.toString())
              .setHorizon(HORIZON)
              .setLevels(levelList)
              .setArtifacts(log.store(model))
              .build());
    }
    log.event(
        AliasMoved.newBuilder().setAlias("champion").setToVersion(1).setWhy("benchmark").build());
  }

  static String symbol(int number) {
    return "SYM" + number;
  }

  private static Series past(int symbol, int blocks) {
    SplittableRandom random = new SplittableRandom(symbol);
    int length = blocks * SLOTS;
    double[][] values = new double[COLUMNS.size()][length];
    double price = 100;
    for (int i = 0; i < length; i++) {
      double open = price;
      price *= 1 + 0.001 * random.nextGaussian();
      values[0][i] = price;
      values[1][i] = Math.max(open, price) * 1.0005;
      values[2][i] = Math.min(open, price) * 0.9995;
      values[3][i] = open;
      values[4][i] = 100 * random.nextDouble();
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < values.length; c++) {
      columns.put(COLUMNS.get(c), values[c]);
    }
    return new Series(
        new SeriesId("market", List.of(symbol(symbol), "1m")),
        Step.MINUTE,
        FIRST_MINUTE - length,
        "close",
        columns,
        Map.of());
  }

  private static SeriesBlock block(Series series, Map<String, double[]> values, long number) {
    int from = (int) (number * SLOTS - series.start());
    List<BlockColumn> columns =
        COLUMNS.stream()
            .map(
                name ->
                    new BlockColumn(
                        name, Arrays.stream(values.get(name), from, from + SLOTS).boxed().toList()))
            .toList();
    return SeriesBlock.newBuilder()
        .setDataset("market")
        .setIdentity(series.id().identity())
        .setIdentityColumns(List.of("symbol", "bar"))
        .setStep(Step.MINUTE.toString())
        .setBlock(number)
        .setTarget("close")
        .setColumns(columns)
        .setAttributes(List.of())
        .setStamps(List.of())
        .setSlotStamps(List.of())
        .setSlotLines(List.of())
        .setRevision(1)
        .build();
  }

  @Override
  public void close() {
    log.close();
  }
}
