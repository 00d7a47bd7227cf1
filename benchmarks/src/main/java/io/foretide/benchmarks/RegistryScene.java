package io.foretide.benchmarks;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.CutoffScore;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionProvenance;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionScorecard;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills the topics that the registry reads. */
final class RegistryScene implements AutoCloseable {
  private static final int MODELS = 10;
  private static final int STEPS = 28;
  private static final List<Double> LEVELS = List.of(0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975);
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final Wire wire;
  private final KafkaProducer<String, byte[]> producer;
  private List<String> kinds = List.of();

  RegistryScene(ServiceConfig config) {
    this.wire = config.wire();
    this.producer =
        new KafkaProducer<>(config.producer(), new StringSerializer(), new ByteArraySerializer());
  }

  private <V> void send(Topic<V> topic, Integer partition, String key, V value) {
    try (Serializer<V> serializer = wire.serializer(topic)) {
      String name = wire.name(topic);
      byte[] bytes = serializer.serialize(name, value);
      producer.send(new ProducerRecord<>(name, partition, key, bytes));
    }
  }

  void kinds(List<String> ids) {
    kinds = ids;
    for (String id : ids) {
      send(
          Topics.MODEL_KINDS,
          null,
          id,
          KindListing.newBuilder()
              .setId(id)
              .setName(id)
              .setCategory("baseline")
              .setUseCases(List.of("daily sales"))
              .setDescription("A kind.")
              .setStrengths(List.of())
              .setWeaknesses(List.of())
              .setBestFor("sales")
              .setDataNeeds("")
              .setMinimumSamples(1)
              .setRecommendedSamples(1)
              .setExplainability("")
              .setOnlineLearning(false)
              .setTransferLearning(false)
              .setNeedsGpu(false)
              .setPaper("")
              .setSettings(List.of())
              .build());
    }
  }

  void versions(int count) {
    for (int i = 0; i < count; i++) {
      String model = "m" + i % MODELS;
      send(
          Topics.MODEL_EVENTS,
          null,
          model,
          ModelEvent.newBuilder()
              .setModel(model)
              .setTime(START.plusSeconds(i))
              .setWho("benchmark")
              .setEvent(version(1 + i / MODELS, i))
              .build());
    }
    producer.flush();
  }

  private VersionPublished version(int number, int i) {
    Map<String, Double> scores =
        Map.of("MASE", 0.8 + i % 7 * 0.05, "RMSE", 3.0, "MAE", 2.0, "coverage95", 94.0);
    return VersionPublished.newBuilder()
        .setVersion(number)
        .setRun("run-0-" + i)
        .setKind(kinds.get(i % kinds.size()))
        .setFormat("local/1")
        .setSettings(Map.of("season", Integer.toString(i % 3)))
        .setSeed(i)
        .setStep("P1D")
        .setHorizon(STEPS)
        .setLevels(LEVELS)
        .setArtifacts(
            List.of(
                new Artifact("local.json", "%064x".formatted(i), 1000L),
                new Artifact("layout.json", "%064x".formatted(i % 3), 100L)))
        .setProvenance(
            VersionProvenance.newBuilder()
                .setDatasetDigest("%064x".formatted(i))
                .setOffsets(List.of())
                .setSeries(100)
                .setObservations(100_000)
                .setFirstTime(START)
                .setCutoff(START)
                .setCodeVersion("0")
                .setLibraries(Map.of())
                .setTrainedSeconds(3)
                .build())
        .setScorecard(
            VersionScorecard.newBuilder()
                .setMetrics(scores)
                .setBaselineKind("seasonal-naive")
                .setBaseline(scores)
                .setCutoffs(
                    IntStream.range(0, 5)
                        .mapToObj(c -> new CutoffScore(START.plus(Duration.ofDays(c)), scores))
                        .toList())
                .setWindows(500)
                .build())
        .build();
  }

  void runs(int count) {
    for (int i = 0; i < count; i++) {
      String run = "run-0-" + i;
      for (TrainingStage stage : List.of(TrainingStage.STARTED, TrainingStage.FINISHED)) {
        send(
            Topics.TRAINING_PROGRESS,
            null,
            run,
            TrainingProgress.newBuilder()
                .setRun(run)
                .setModel("m" + i % MODELS)
                .setKind(kinds.get(i % kinds.size()))
                .setStage(stage)
                .setPercent(100)
                .setMetrics(Map.of("MASE", 0.8 + i % 7 * 0.05))
                .setMessage("done")
                .setVersion(stage == TrainingStage.FINISHED ? 1 + i / MODELS : null)
                .setTrainer("t")
                .setTime(START.plusSeconds(i))
                .build());
      }
    }
    producer.flush();
  }

  void series(int count) {
    for (int i = 0; i < count; i++) {
      String series = "sales/P" + i;
      int partition = SeriesKeys.partition(series, Topics.FORECASTS.partitions());
      send(
          Topics.FORECASTS,
          partition,
          SeriesKeys.forecast("m1", "champion", series),
          forecast(series, i));
      send(Topics.FORECAST_SCORES, partition, series, score(series, i));
    }
    producer.flush();
  }

  private SeriesForecast forecast(String series, int i) {
    List<Double> steps = Collections.nCopies(STEPS, (double) i);
    return SeriesForecast.newBuilder()
        .setSeries(series)
        .setDataset("sales")
        .setIdentity(List.of("P" + i))
        .setIdentityColumns(List.of("product_id"))
        .setAttributes(Map.of("category", "C" + i % 50, "region", "R" + i % 7))
        .setTarget("sales")
        .setModel("m1")
        .setVersion(1)
        .setKind("theta")
        .setAlias("champion")
        .setCutoff(START)
        .setStep("P1D")
        .setHorizon(STEPS)
        .setTimes(
            IntStream.rangeClosed(1, STEPS)
                .mapToObj(day -> START.plus(Duration.ofDays(day)))
                .toList())
        .setMean(steps)
        .setLevels(LEVELS)
        .setQuantiles(Collections.nCopies(LEVELS.size(), steps))
        .setMadeAt(START)
        .build();
  }

  private static ForecastScore score(String series, int i) {
    return ForecastScore.newBuilder()
        .setSeries(series)
        .setModel("m1")
        .setVersion(1)
        .setAlias("champion")
        .setCutoff(START)
        .setStepAhead(1)
        .setTargetTime(START)
        .setActual(i)
        .setMean(i + 1.0)
        .setLower(i)
        .setUpper(i + 2.0)
        .setError(1.0)
        .setScaledError(0.9)
        .setInside(true)
        .setScoredAt(START)
        .build();
  }

  @Override
  public void close() {
    producer.close();
    wire.close();
  }
}
