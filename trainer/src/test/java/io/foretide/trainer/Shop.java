package io.foretide.trainer;

import io.foretide.embedded.testing.SampleEvents;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.models.market.Sentiment;
import io.foretide.models.series.Levels;
import io.foretide.models.series.SeriesId;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.SearchTrial;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Stamp;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.TrainingTrigger;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A shop whose sales are on the topics, and what its people ask of trainers. */
final class Shop implements AutoCloseable {
  static final String MODEL = "sales";
  static final int SLOTS = 64;
  static final long FIRST_DAY = LocalDate.of(2023, 1, 2).toEpochDay();

  private final TestTopics topics;
  private final Path folder;

  Shop(TestTopics topics, Path folder) {
    this.topics = topics;
    this.folder = folder;
  }

  TestTopics topics() {
    return topics;
  }

  /** Settings of a trainer of this shop. */
  ServiceConfig config(String instance) {
    return ServiceConfig.of(settings(instance));
  }

  Map<String, String> settings(String instance) {
    return Map.of(
        "bootstrap.servers",
        topics.bootstrapServers(),
        "schema.registry.url",
        topics.schemaRegistryUrl(),
        "topic.prefix",
        topics.wire().prefix(),
        "data.dir",
        folder.toString(),
        "instance",
        instance,
        "trainer.lock.ms",
        "3000",
        "trainer.checkpoint.ms",
        "200",
        "retrain.policy",
        "off",
        "default.kind",
        "patient");
  }

  /** Writes days of sales of a product: value by day since the first. */
  void sells(String product, int days, LongToDoubleFunction sales) {
    writes(new SeriesId(MODEL, List.of(product)), days, List.of("sales"), sales);
  }

  /** Writes days of bars of a symbol, each with nothing but a close: by day since the first. */
  void trades(String symbol, int days, LongToDoubleFunction close) {
    writes(
        new SeriesId(MODEL, List.of(symbol)), days, List.of("close", "open", "high", "low"), close);
  }

  /** Writes what is said of a symbol, by day since the first. */
  void hears(String symbol, int days, LongToDoubleFunction sentiment) {
    writes(
        new SeriesId(Sentiment.DATASET, List.of(symbol)),
        days,
        List.of(Sentiment.COLUMN),
        sentiment);
  }

  private void writes(SeriesId id, int days, List<String> columns, LongToDoubleFunction value) {
    long end = FIRST_DAY + days;
    for (long block = Math.floorDiv(FIRST_DAY, SLOTS); block * SLOTS < end; block++) {
      Double[] values = new Double[SLOTS];
      for (int slot = 0; slot < SLOTS; slot++) {
        long day = block * SLOTS + slot;
        values[slot] =
            day < FIRST_DAY || day >= end ? Double.NaN : value.applyAsDouble(day - FIRST_DAY);
      }
      write(
          id, block, columns.stream().map(name -> new BlockColumn(name, List.of(values))).toList());
    }
  }

  /** The first column is the target. */
  private void write(SeriesId id, long block, List<BlockColumn> columns) {
    int partition = SeriesKeys.partition(id.text(), Topics.SERIES_BLOCKS.partitions());
    SeriesBlock value =
        SeriesBlock.newBuilder()
            .setDataset(id.dataset())
            .setIdentity(id.identity())
            .setIdentityColumns(List.of("product_id"))
            .setStep("P1D")
            .setBlock(block)
            .setTarget(columns.get(0).getName())
            .setColumns(columns)
            .setAttributes(List.of())
            .setStamps(List.of(new Stamp(Instant.EPOCH, 0, 0L, "u1", "sales.csv")))
            .setSlotStamps(Collections.nCopies(SLOTS, 0))
            .setSlotLines(Collections.nCopies(SLOTS, 1))
            .setRevision(1)
            .build();
    topics.produce(
        Topics.SERIES_BLOCKS,
        partition,
        SeriesKeys.block(id.text(), "P1D", block),
        value,
        Map.of());
  }

  void defines(String kind, PromotionPolicy promotion) {
    ModelDefined defined =
        ModelDefined.newBuilder()
            .setDataset(MODEL)
            .setStorageStep("P1D")
            .setStep("P1D")
            .setHorizon(14)
            .setLevels(Arrays.stream(Levels.published()).boxed().toList())
            .setKind(kind)
            .setPromotion(promotion)
            .setRetrainOnUpload(false)
            .build();
    topics.produce(
        Topics.MODEL_EVENTS,
        MODEL,
        ModelEvent.newBuilder()
            .setModel(MODEL)
            .setTime(Instant.EPOCH)
            .setWho("operator")
            .setEvent(defined)
            .build());
  }

  /** Asks for a run and returns its id. */
  String asks(String kind, Map<String, String> settings) {
    return asks(kind, settings, TrainingTrigger.OPERATOR);
  }

  String asks(String kind, Map<String, String> settings, TrainingTrigger trigger) {
    return asks(request(kind, settings).setTrigger(trigger).build());
  }

  /** Asks for a trial of a search and returns the id of its run. */
  String tries(String search, String kind, Map<String, String> settings) {
    return asks(request(kind, settings).setTrial(new SearchTrial(search, 1)).build());
  }

  private String asks(TrainingRequest request) {
    RecordMetadata at = topics.produce(Topics.TRAINING_REQUESTS, MODEL, request);
    return new RunId(at.partition(), at.offset()).text();
  }

  private static TrainingRequest.Builder request(String kind, Map<String, String> settings) {
    return TrainingRequest.newBuilder()
        .setModel(MODEL)
        .setKind(kind)
        .setSettings(settings)
        .setTrigger(TrainingTrigger.OPERATOR)
        .setRequestedBy("operator")
        .setRequestedAt(Instant.EPOCH);
  }

  /** Ingest has merged an upload. */
  void receives(String upload) {
    topics.produce(Topics.INGEST_RECEIPTS, upload, SampleEvents.receipt(upload).build());
  }

  /** Waits for the end of a run; returns all of its progress. */
  List<TrainingProgress> awaitEnd(String run) {
    return of(
        run,
        topics.await(Topics.TRAINING_PROGRESS, all -> of(run, all).stream().anyMatch(Shop::ends)));
  }

  /** Digests of the checkpoints that a trainer would find that takes the run over. */
  Collection<String> lastCheckpoints(String run) {
    List<TrainingProgress> told =
        of(run, topics.read(Topics.TRAINING_PROGRESS)).stream()
            .filter(progress -> !progress.getCheckpoints().isEmpty())
            .toList();
    return told.get(told.size() - 1).getCheckpoints().values();
  }

  /** Waits until so many runs have ended. */
  void awaitEnds(int runs) {
    topics.await(
        Topics.TRAINING_PROGRESS,
        all -> all.stream().filter(record -> ends(record.value())).count() == runs);
  }

  /** Waits until the run says so. */
  void awaitStage(String run, TrainingStage stage) {
    awaitProgress(run, progress -> progress.getStage() == stage);
  }

  void awaitProgress(String run, Predicate<TrainingProgress> wanted) {
    topics.await(Topics.TRAINING_PROGRESS, all -> of(run, all).stream().anyMatch(wanted));
  }

  static boolean ends(TrainingProgress progress) {
    return progress.getStage().compareTo(TrainingStage.FINISHED) >= 0;
  }

  /** All that happened to the model. */
  <E> List<E> events(Class<E> type) {
    return topics.read(Topics.MODEL_EVENTS).stream()
        .map(record -> record.value().getEvent())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  List<Integer> versions() {
    return events(VersionPublished.class).stream().map(VersionPublished::getVersion).toList();
  }

  private static List<TrainingProgress> of(
      String run, List<ConsumerRecord<String, TrainingProgress>> all) {
    return all.stream()
        .map(ConsumerRecord::value)
        .filter(progress -> progress.getRun().equals(run))
        .toList();
  }

  @Override
  public void close() {
    topics.close();
  }
}
