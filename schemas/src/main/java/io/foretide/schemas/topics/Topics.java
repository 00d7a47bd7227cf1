package io.foretide.schemas.topics;

import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.KindBenchmark;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.Tick;
import io.foretide.schemas.TrainingCancellation;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The catalogue of all topics. What is not here does not flow between services. */
public final class Topics {
  private static final int MEGABYTE = Topic.ONE_MEGABYTE;

  public static final Topic<byte[]> CSV_UPLOADS =
      kept(
          "csv.uploads",
          "upload id, or nothing: then the record's coordinates are the id",
          byte[].class,
          4,
          days(30),
          16 * MEGABYTE,
          "CSV documents, each a header line and rows; optional record headers filename, part, parts, dataset, columns, who, redrive-of.");

  public static final Topic<Tick> MARKET_TICKS =
      kept(
          "market.ticks",
          "symbol",
          Tick.class,
          4,
          days(7),
          MEGABYTE,
          "Trades as they happen, to be folded into bars.");

  public static final Topic<byte[]> MARKET_TICKS_JSON =
      kept(
          "market.ticks.json",
          "symbol, or nothing: then each line names its own",
          byte[].class,
          4,
          days(7),
          MEGABYTE,
          "The same for those without Avro: a JSON object per line with symbol, time, price, size and, where there are, tradeId and sequence.");

  public static final Topic<SeriesBlock> SERIES_BLOCKS =
      compacted(
          "series.blocks",
          "series id, step and block number; partitioned by series id alone",
          SeriesBlock.class,
          4,
          Optional.empty(),
          4 * MEGABYTE,
          "The merged data set: blocks of 64 steps of one series.");

  public static final Topic<IngestReceipt> INGEST_RECEIPTS =
      kept(
          "ingest.receipts",
          "upload id",
          IngestReceipt.class,
          1,
          days(365),
          MEGABYTE,
          "One answer to each upload.");

  public static final Topic<IngestReject> INGEST_REJECTS =
      kept(
          "ingest.rejects",
          "upload id",
          IngestReject.class,
          1,
          days(90),
          MEGABYTE,
          "Rows that were not taken, and why.");

  /** One partition: a share group deals partitions out, and no trainer may idle beside a queue. */
  public static final Topic<TrainingRequest> TRAINING_REQUESTS =
      kept(
          "training.requests",
          "model name",
          TrainingRequest.class,
          1,
          days(365),
          MEGABYTE,
          "A queue of runs: one trainer gets each.");

  public static final Topic<TrainingCancellation> TRAINING_CANCELLATIONS =
      kept(
          "training.cancellations",
          "run id",
          TrainingCancellation.class,
          1,
          days(365),
          MEGABYTE,
          "Stops a run.");

  public static final Topic<TrainingProgress> TRAINING_PROGRESS =
      kept(
          "training.progress",
          "run id",
          TrainingProgress.class,
          1,
          days(365),
          MEGABYTE,
          "How runs are getting on.");

  public static final Topic<KindListing> MODEL_KINDS =
      compacted(
          "model.kinds",
          "kind id",
          KindListing.class,
          1,
          Optional.empty(),
          MEGABYTE,
          "The catalogue of kinds, as trainers publish it.");

  public static final Topic<KindBenchmark> KIND_BENCHMARKS =
      compacted(
          "kind.benchmarks",
          "kind id",
          KindBenchmark.class,
          1,
          Optional.empty(),
          MEGABYTE,
          "What each kind cost in the latest benchmark that somebody published.");

  public static final Topic<ModelEvent> MODEL_EVENTS =
      new Topic<>(
          "model.events",
          "model name",
          ModelEvent.class,
          1,
          false,
          Optional.empty(),
          4 * MEGABYTE,
          "Everything that ever happened to models, kept for ever: the audit log.");

  public static final Topic<ModelDeployment> MODEL_DEPLOYMENTS =
      compacted(
          "model.deployments",
          "instance, model and alias",
          ModelDeployment.class,
          1,
          Optional.empty(),
          MEGABYTE,
          "What each forecaster serves.");

  public static final Topic<SeriesForecast> FORECASTS =
      compacted(
          "forecasts",
          "model, alias and series id; partitioned by series id alone",
          SeriesForecast.class,
          4,
          Optional.of(days(30)),
          MEGABYTE,
          "The newest forecast of each series.");

  public static final Topic<ForecastScore> FORECAST_SCORES =
      kept(
          "forecast.scores",
          "series id",
          ForecastScore.class,
          4,
          days(365),
          MEGABYTE,
          "How past forecasts turned out.");

  private Topics() {}

  public static List<Topic<?>> all() {
    return List.of(
        CSV_UPLOADS,
        MARKET_TICKS,
        MARKET_TICKS_JSON,
        SERIES_BLOCKS,
        INGEST_RECEIPTS,
        INGEST_REJECTS,
        TRAINING_REQUESTS,
        TRAINING_CANCELLATIONS,
        TRAINING_PROGRESS,
        MODEL_KINDS,
        KIND_BENCHMARKS,
        MODEL_EVENTS,
        MODEL_DEPLOYMENTS,
        FORECASTS,
        FORECAST_SCORES);
  }

  private static <V> Topic<V> kept(
      String name,
      String key,
      Class<V> value,
      int partitions,
      Duration retention,
      int max,
      String purpose) {
    return new Topic<>(name, key, value, partitions, false, Optional.of(retention), max, purpose);
  }

  private static <V> Topic<V> compacted(
      String name,
      String key,
      Class<V> value,
      int partitions,
      Optional<Duration> retention,
      int max,
      String purpose) {
    return new Topic<>(name, key, value, partitions, true, retention, max, purpose);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
