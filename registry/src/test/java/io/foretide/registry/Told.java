package io.foretide.registry;

import io.foretide.embedded.testing.SampleEvents;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.CutoffScore;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.KindSetting;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionProvenance;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionScorecard;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What the other services would have told the topics. */
final class Told {
  static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

  private final TestTopics topics;

  Told(TestTopics topics) {
    this.topics = topics;
  }

  /** Events of model {@code sales}, one minute after the other. */
  Told events(Object... events) {
    for (Object event : events) {
      eventAt(NOW, "sales", event);
    }
    return this;
  }

  Told eventAt(Instant time, String model, Object event) {
    topics.produce(
        Topics.MODEL_EVENTS,
        model,
        ModelEvent.newBuilder()
            .setModel(model)
            .setTime(time)
            .setWho("test")
            .setEvent(event)
            .build());
    return this;
  }

  Told progress(String run, TrainingStage... stages) {
    for (TrainingStage stage : stages) {
      progress(event(run, stage).build());
    }
    return this;
  }

  Told progress(TrainingProgress event) {
    topics.produce(Topics.TRAINING_PROGRESS, event.getRun(), event);
    return this;
  }

  static TrainingProgress.Builder event(String run, TrainingStage stage) {
    return TrainingProgress.newBuilder()
        .setRun(run)
        .setModel("sales")
        .setKind("naive")
        .setStage(stage)
        .setPercent(0)
        .setMessage(stage.name())
        .setTrainer("t")
        .setTime(NOW);
  }

  Told kind(String id, String category, String useCase, KindSetting... settings) {
    topics.produce(
        Topics.MODEL_KINDS,
        id,
        KindListing.newBuilder()
            .setId(id)
            .setName(id.toUpperCase(Locale.ROOT))
            .setCategory(category)
            .setUseCases(List.of(useCase))
            .setDescription("Kind " + id + ".")
            .setStrengths(List.of("strong"))
            .setWeaknesses(List.of("slow to follow a jump"))
            .setBestFor("tests")
            .setDataNeeds("one observation")
            .setMinimumSamples(10)
            .setRecommendedSamples(100)
            .setExplainability("none")
            .setOnlineLearning(false)
            .setTransferLearning(false)
            .setNeedsGpu(false)
            .setPaper("nobody, 2024")
            .setSettings(List.of(settings))
            .build());
    return this;
  }

  static KindSetting setting(String name, String type, String otherwise, Double min, Double max) {
    return KindSetting.newBuilder()
        .setName(name)
        .setType(type)
        .setDefaultValue(otherwise)
        .setMin(min)
        .setMax(max)
        .setChoices(List.of())
        .setHelp("A setting.")
        .build();
  }

  Told deployed(String instance, int version, DeploymentState state) {
    return deployed(instance, version, state, null);
  }

  /** A forecaster that measured how long a forecast takes. */
  Told serving(String instance, int version, double forecastMillis) {
    return deployed(instance, version, DeploymentState.SERVING, forecastMillis);
  }

  private Told deployed(
      String instance, int version, DeploymentState state, Double forecastMillis) {
    topics.produce(
        Topics.MODEL_DEPLOYMENTS,
        instance + "#sales#champion",
        ModelDeployment.newBuilder()
            .setInstance(instance)
            .setModel("sales")
            .setAlias("champion")
            .setVersion(version)
            .setState(state)
            .setSince(NOW)
            .setForecastMillis(forecastMillis)
            .build());
    return this;
  }

  Told receipt(String upload) {
    return receipt(SampleEvents.receipt(upload));
  }

  /** As ingest answers what was sent. */
  Told receiptOf(ConsumerRecord<String, byte[]> sent) {
    return receipt(
        SampleEvents.receipt(sent.key())
            .setWho(header(sent, "who"))
            .setRedriveOf(header(sent, "redrive-of")));
  }

  private Told receipt(IngestReceipt.Builder receipt) {
    topics.produce(
        Topics.INGEST_RECEIPTS,
        receipt.getUpload(),
        receipt.setFile("may.csv").setUploadedAt(NOW).setFinishedAt(NOW).build());
    return this;
  }

  private static String header(ConsumerRecord<String, byte[]> sent, String name) {
    Header header = sent.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  Told reject(String upload, int line, String raw) {
    topics.produce(
        Topics.INGEST_REJECTS,
        upload,
        IngestReject.newBuilder()
            .setUpload(upload)
            .setFile("may.csv")
            .setPart(1)
            .setLine(line)
            .setColumn("date")
            .setCode("FT-1203")
            .setReason("not a date")
            .setRaw(raw)
            .setTime(NOW)
            .build());
    return this;
  }

  Told forecast(String series, String category, double mean) {
    topics.produce(
        Topics.FORECASTS,
        SeriesKeys.partition(series, 4),
        SeriesKeys.forecast("sales", "champion", series),
        SeriesForecast.newBuilder()
            .setSeries(series)
            .setDataset("sales")
            .setIdentity(List.of(series.substring(6)))
            .setIdentityColumns(List.of("product_id"))
            .setAttributes(Map.of("category", category))
            .setTarget("sales")
            .setModel("sales")
            .setVersion(1)
            .setKind("naive")
            .setAlias("champion")
            .setCutoff(NOW)
            .setStep("P1D")
            .setHorizon(1)
            .setTimes(List.of(NOW.plus(Duration.ofDays(1))))
            .setMean(List.of(mean))
            .setLevels(List.of(0.5))
            .setQuantiles(List.of(List.of(mean)))
            .setMadeAt(NOW)
            .build(),
        Map.of());
    return this;
  }

  Told score(String series, double actual, double mean, boolean inside) {
    topics.produce(
        Topics.FORECAST_SCORES,
        series,
        ForecastScore.newBuilder()
            .setSeries(series)
            .setModel("sales")
            .setVersion(1)
            .setAlias("champion")
            .setCutoff(NOW)
            .setStepAhead(1)
            .setTargetTime(NOW)
            .setActual(actual)
            .setMean(mean)
            .setLower(mean - 1)
            .setUpper(mean + 1)
            .setError(mean - actual)
            .setScaledError(1.0)
            .setInside(inside)
            .setScoredAt(NOW)
            .build());
    return this;
  }

  static ModelDefined defined() {
    return ModelDefined.newBuilder()
        .setDataset("sales")
        .setStorageStep("P1D")
        .setStep("P1D")
        .setHorizon(28)
        .setLevels(List.of(0.025, 0.5, 0.975))
        .setKind("naive")
        .setPromotion(PromotionPolicy.BETTER)
        .build();
  }

  static AliasMoved moved(Integer from, int to) {
    return AliasMoved.newBuilder()
        .setAlias("champion")
        .setFromVersion(from)
        .setToVersion(to)
        .setWhy("test")
        .build();
  }

  static VersionPublished version(int number) {
    return version(number, "naive", List.of());
  }

  /**
   * @param mase of each cutoff; the floor's is 1
   */
  static VersionPublished version(
      int number, String kind, List<Artifact> artifacts, double... mase) {
    List<CutoffScore> cutoffs = new ArrayList<>();
    double sum = 0;
    for (double score : mase) {
      sum += score;
      Instant cutoff = NOW.minus(Duration.ofDays(28L * (mase.length - cutoffs.size())));
      cutoffs.add(new CutoffScore(cutoff, Map.of("MASE", score)));
    }
    return VersionPublished.newBuilder()
        .setVersion(number)
        .setRun("run-0-" + number)
        .setKind(kind)
        .setFormat(kind + "/1")
        .setSettings(Map.of("season", Integer.toString(number)))
        .setSeed(1)
        .setStep("P1D")
        .setHorizon(28)
        .setLevels(List.of(0.5))
        .setArtifacts(artifacts)
        .setProvenance(
            VersionProvenance.newBuilder()
                .setDatasetDigest("d")
                .setOffsets(List.of())
                .setSeries(2)
                .setObservations(100)
                .setFirstTime(NOW)
                .setCutoff(NOW)
                .setCodeVersion("0.1.0")
                .setLibraries(Map.of())
                .setTrainedSeconds(number)
                .build())
        .setScorecard(
            VersionScorecard.newBuilder()
                .setMetrics(mase.length == 0 ? Map.of() : Map.of("MASE", sum / mase.length))
                .setBaselineKind("seasonal-naive")
                .setBaseline(mase.length == 0 ? Map.of() : Map.of("MASE", 1.0))
                .setCutoffs(cutoffs)
                .setWindows(2 * mase.length)
                .build())
        .build();
  }
}
