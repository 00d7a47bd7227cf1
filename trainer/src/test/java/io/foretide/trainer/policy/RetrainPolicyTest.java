package io.foretide.trainer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.SampleEvents;
import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.TrainingTrigger;
import io.foretide.schemas.VersionScorecard;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetrainPolicyTest {
  private static final PolicySettings SETTINGS = new PolicySettings("test", 2000, 20);

  private final TestTopics topics = TestStack.shared().topics();
  private final TopologyTestDriver driver = driver();

  @AfterEach
  void close() {
    driver.close();
    topics.close();
  }

  @Test
  void theFirstUploadOfADataSetAsksForARunOnceItIsQuiet() {
    uploaded("sales", "u1", 100);
    assertThat(requests()).isEmpty();

    pass(Duration.ofSeconds(3));

    assertThat(requests())
        .singleElement()
        .returns("sales", TrainingRequest::getModel)
        .returns(TrainingTrigger.FIRST_UPLOAD, TrainingRequest::getTrigger)
        .returns("u1", TrainingRequest::getCause);
    pass(Duration.ofMinutes(5));
    assertThat(requests()).isEmpty();
  }

  @Test
  void uploadsThatComeTogetherAskTogether() {
    defined("sales", "sales", true, 0, 0);
    uploaded("sales", "u1", 100);
    pass(Duration.ofSeconds(1));
    uploaded("sales", "u2", 100);
    pass(Duration.ofSeconds(1));
    assertThat(requests()).isEmpty();

    pass(Duration.ofSeconds(2));

    assertThat(requests())
        .singleElement()
        .returns(TrainingTrigger.UPLOAD, TrainingRequest::getTrigger)
        .returns("u1, u2", TrainingRequest::getCause);
  }

  @Test
  void anUploadThatChangedNothingAsksForNothing() {
    defined("sales", "sales", true, 0, 0);
    uploaded("sales", "u1", 0);
    pass(Duration.ofMinutes(1));

    assertThat(requests()).isEmpty();
  }

  @Test
  void uploadsDuringARunWaitForItsEnd() {
    defined("sales", "sales", true, 0, 0);
    uploaded("sales", "u1", 1);
    pass(Duration.ofSeconds(3));
    uploaded("sales", "u2", 1);
    pass(Duration.ofSeconds(3));
    assertThat(requests()).extracting(TrainingRequest::getCause).containsExactly("u1");

    ended("sales");
    pass(Duration.ofSeconds(1));

    assertThat(requests()).extracting(TrainingRequest::getCause).containsExactly("u2");
  }

  @Test
  void anUploadConcernsEveryModelOfItsDataSetThatWantsIt() {
    defined("all", "sales", true, 0, 0);
    defined("north", "sales", true, 0, 0);
    defined("by-hand", "sales", false, 0, 0);
    defined("prices", "market", true, 0, 0);
    uploaded("sales", "u1", 1);
    pass(Duration.ofSeconds(3));

    assertThat(requests())
        .extracting(TrainingRequest::getModel)
        .containsExactlyInAnyOrder("all", "north");
  }

  @Test
  void anUploadThatWaitedForADefinitionFindsIt() {
    uploaded("sales", "u1", 1);
    defined("mine", "sales", true, 0, 0);
    pass(Duration.ofSeconds(3));

    assertThat(requests())
        .singleElement()
        .returns("mine", TrainingRequest::getModel)
        .returns(TrainingTrigger.UPLOAD, TrainingRequest::getTrigger);
  }

  @Test
  void aScheduleAsksEveryTimeItIsDue() {
    defined("sales", "sales", false, 3600, 0);
    pass(Duration.ofMinutes(59));
    assertThat(requests()).isEmpty();

    pass(Duration.ofMinutes(2));
    assertThat(requests())
        .singleElement()
        .returns(TrainingTrigger.SCHEDULE, TrainingRequest::getTrigger);
    ended("sales");
    pass(Duration.ofMinutes(61));

    assertThat(requests()).hasSize(1);
  }

  @Test
  void driftAsksOnceForEachVersion() {
    defined("sales", "sales", false, 0, 1.5);
    published("sales", 7, 0.8);
    for (int i = 0; i < 30; i++) {
      scored("sales", 7, i < 10 ? 1.1 : 3.0);
    }
    pass(Duration.ofSeconds(1));

    assertThat(requests())
        .singleElement()
        .returns(TrainingTrigger.DRIFT, TrainingRequest::getTrigger)
        .extracting(TrainingRequest::getCause)
        .asString()
        .contains("sales/7", "0.800");
    ended("sales");
    scored("sales", 7, 3.0);
    pass(Duration.ofMinutes(1));
    assertThat(requests()).isEmpty();
  }

  @Test
  void liveScoresAsGoodAsTheBacktestAskForNothing() {
    defined("sales", "sales", false, 0, 1.5);
    published("sales", 7, 0.8);
    for (int i = 0; i < 100; i++) {
      scored("sales", 7, i % 2);
    }
    pass(Duration.ofMinutes(1));

    assertThat(requests()).isEmpty();
  }

  private TopologyTestDriver driver() {
    Properties properties = new Properties();
    properties.put("application.id", "policy");
    properties.put("bootstrap.servers", "nowhere:1");
    return new TopologyTestDriver(
        RetrainPolicy.topology(topics.wire(), SETTINGS), properties, Instant.EPOCH);
  }

  private void pass(Duration time) {
    // In the steps of a clock that ticks, as a punctuation that is overdue fires once only.
    for (long left = time.toMillis(); left > 0; left -= 1000) {
      driver.advanceWallClockTime(Duration.ofMillis(Math.min(left, 1000)));
    }
  }

  private List<TrainingRequest> requests() {
    return driver
        .createOutputTopic(
            topics.wire().name(Topics.TRAINING_REQUESTS),
            new StringDeserializer(),
            topics.wire().deserializer(Topics.TRAINING_REQUESTS))
        .readValuesToList();
  }

  private <V> void send(Topic<V> topic, String key, V value) {
    driver
        .createInputTopic(
            topics.wire().name(topic), new StringSerializer(), topics.wire().serializer(topic))
        .pipeInput(key, value);
  }

  private void uploaded(String dataset, String upload, long accepted) {
    send(
        Topics.INGEST_RECEIPTS,
        upload,
        SampleEvents.receipt(upload)
            .setDataset(dataset)
            .setRows(100)
            .setAccepted(accepted)
            .setDuplicate(100 - accepted)
            .build());
  }

  private void defined(
      String model, String dataset, boolean onUpload, long everySeconds, double driftRatio) {
    event(
        model,
        ModelDefined.newBuilder()
            .setDataset(dataset)
            .setStorageStep("P1D")
            .setStep("P1D")
            .setHorizon(28)
            .setLevels(List.of(0.5))
            .setKind("naive")
            .setPromotion(PromotionPolicy.BETTER)
            .setRetrainOnUpload(onUpload)
            .setRetrainEverySeconds(everySeconds == 0 ? null : everySeconds)
            .setDriftRatio(driftRatio == 0 ? null : driftRatio)
            .build());
  }

  private void published(String model, int version, double mase) {
    event(
        model,
        SampleEvents.version(version)
            .setScorecard(
                VersionScorecard.newBuilder()
                    .setMetrics(Map.of("MASE", mase))
                    .setBaselineKind("naive")
                    .setBaseline(Map.of())
                    .setCutoffs(List.of())
                    .setWindows(1)
                    .build())
            .build());
    event(
        model,
        AliasMoved.newBuilder().setAlias("champion").setToVersion(version).setWhy("").build());
  }

  private void event(String model, Object event) {
    send(
        Topics.MODEL_EVENTS,
        model,
        ModelEvent.newBuilder()
            .setModel(model)
            .setTime(Instant.EPOCH)
            .setWho("operator")
            .setEvent(event)
            .build());
  }

  private void ended(String model) {
    send(
        Topics.TRAINING_PROGRESS,
        "run-0-0",
        TrainingProgress.newBuilder()
            .setRun("run-0-0")
            .setModel(model)
            .setKind("naive")
            .setStage(TrainingStage.FINISHED)
            .setPercent(100)
            .setMessage("")
            .setTrainer("one")
            .setTime(Instant.EPOCH)
            .build());
  }

  private void scored(String model, int version, double scaledError) {
    send(
        Topics.FORECAST_SCORES,
        "sales/P1",
        ForecastScore.newBuilder()
            .setSeries("sales/P1")
            .setModel(model)
            .setVersion(version)
            .setAlias("champion")
            .setCutoff(Instant.EPOCH)
            .setStepAhead(1)
            .setTargetTime(Instant.EPOCH)
            .setActual(1)
            .setMean(1)
            .setLower(0)
            .setUpper(2)
            .setError(0)
            .setScaledError(scaledError)
            .setInside(true)
            .setScoredAt(Instant.EPOCH)
            .build());
  }
}
