package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.foretide.embedded.testing.TestStack;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.kind.ModelKind;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TopicOffset;
import io.foretide.schemas.TrainingCancellation;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.TrainingTrigger;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerServiceTest {
  private static final List<ModelKind> KINDS =
      List.of(new NaiveKind(), new SeasonalNaiveKind(), new PatientKind());

  @TempDir Path folder;
  private final List<TrainerService> trainers = new ArrayList<>();
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(TestStack.shared().topics(), folder);
    shop.sells("P1", 200, day -> 20 + 5 * (day % 7) + day % 3);
    shop.sells("P2", 200, day -> 10 + 2 * (day % 7));
  }

  @AfterEach
  void close() {
    trainers.forEach(TrainerService::close);
    shop.close();
  }

  @Test
  void aRequestBecomesAVersionAndThePromotionSaysOnWhichNumbers() {
    shop.defines("naive", PromotionPolicy.BETTER);
    String run = shop.asks(null, Map.of());
    trainer("one");

    List<TrainingProgress> progress = shop.awaitEnd(run);

    TrainingProgress end = last(progress);
    assertThat(end.getStage()).as(end.getMessage()).isEqualTo(TrainingStage.FINISHED);
    assertThat(end.getVersion()).isEqualTo(1);
    assertThat(progress.get(0).getStage()).isEqualTo(TrainingStage.STARTED);
    assertThat(progress).extracting(TrainingProgress::getPercent).isSorted();
    VersionPublished version = shop.events(VersionPublished.class).get(0);
    assertThat(version.getRun()).isEqualTo(run);
    assertThat(version.getScorecard().getCutoffs()).hasSize(5);
    assertThat(version.getScorecard().getMetrics()).containsKeys("MASE", "coverage95");
    assertThat(version.getScorecard().getBaselineKind()).isEqualTo("seasonal-naive");
    assertThat(version.getProvenance().getSeries()).isEqualTo(2);
    assertThat(version.getProvenance().getObservations()).isEqualTo(400);
    assertThat(version.getProvenance().getOffsets())
        .hasSize(Topics.SERIES_BLOCKS.partitions())
        .extracting(TopicOffset::getOffset)
        .satisfies(offsets -> assertThat(offsets.stream().mapToLong(o -> o).sum()).isEqualTo(8));
    assertThat(version.getProvenance().getLibraries())
        .containsKeys("deeplearning4j", "onnxruntime", "lightgbm4j", "jollyday", "java")
        .allSatisfy((library, number) -> assertThat(number).matches("\\d+\\.\\d.*"));
    AliasMoved moved = last(shop.events(AliasMoved.class));
    assertThat(moved.getAlias()).isEqualTo("champion");
    assertThat(moved.getToVersion()).isEqualTo(1);
    assertThat(moved.getWhy()).contains("MASE").contains("of the naive floor on 5 cutoffs");
  }

  @Test
  void aBetterNewcomerIsPromotedAndAWorseOneBecomesChallenger() {
    shop.defines("naive", PromotionPolicy.BETTER);
    shop.asks(null, Map.of());
    shop.asks("seasonal-naive", Map.of());
    String worse = shop.asks("naive", Map.of());
    trainer("one");

    shop.awaitEnd(worse);

    assertThat(shop.events(AliasMoved.class))
        .extracting(AliasMoved::getAlias, AliasMoved::getFromVersion, AliasMoved::getToVersion)
        .containsExactly(
            tuple("champion", null, 1), tuple("champion", 1, 2), tuple("challenger", null, 3));
    assertThat(shop.events(AliasMoved.class).get(1).getWhy())
        .startsWith("promoted sales/2 over sales/1: MASE ");
    assertThat(last(shop.events(VersionPublished.class)).getScorecard().getChampionVersion())
        .isEqualTo(2);
  }

  @Test
  void theFirstUploadOfADataSetDefinesItsModel() {
    String run = shop.asks(null, Map.of(), TrainingTrigger.FIRST_UPLOAD);
    trainer("one");

    assertThat(last(shop.awaitEnd(run)).getStage()).isEqualTo(TrainingStage.FINISHED);

    ModelDefined defined = last(shop.events(ModelDefined.class));
    assertThat(defined.getDataset()).isEqualTo("sales");
    assertThat(defined.getStep()).isEqualTo("P1D");
    assertThat(defined.getHorizon()).isEqualTo(28);
    assertThat(defined.getKind()).isEqualTo("patient");
    assertThat(shop.versions()).containsExactly(1);
  }

  @Test
  void aReceiptIsAllItTakesToGetAModelAndAnotherToRetrainIt() {
    trainer(shop.config("one").with(Map.of("retrain.policy", "on", "retrain.debounce.ms", "200")));
    shop.receives("u1");
    shop.awaitEnds(1);
    shop.receives("u2");
    shop.awaitEnds(2);

    assertThat(shop.topics().read(Topics.TRAINING_REQUESTS))
        .extracting(ConsumerRecord::value)
        .extracting(TrainingRequest::getTrigger, TrainingRequest::getCause)
        .containsExactly(
            tuple(TrainingTrigger.FIRST_UPLOAD, "u1"), tuple(TrainingTrigger.UPLOAD, "u2"));
    assertThat(shop.versions()).containsExactly(1, 2);
    assertThat(last(shop.events(AliasMoved.class)))
        .returns("champion", AliasMoved::getAlias)
        .returns(2, AliasMoved::getToVersion);
  }

  @Test
  void aRequestThatWasRunBeforeIsNotRunTwice() {
    shop.defines("naive", PromotionPolicy.BETTER);
    String before = shop.asks(null, Map.of());
    shop.topics()
        .produce(
            Topics.TRAINING_PROGRESS,
            before,
            TrainingProgress.newBuilder()
                .setRun(before)
                .setModel(Shop.MODEL)
                .setKind("naive")
                .setStage(TrainingStage.FAILED)
                .setPercent(50)
                .setMessage("as it was")
                .setTrainer("another")
                .setTime(Instant.EPOCH)
                .build());
    String next = shop.asks(null, Map.of());
    trainer("one");

    shop.awaitEnd(next);

    assertThat(shop.events(VersionPublished.class))
        .extracting(VersionPublished::getRun)
        .containsExactly(next);
  }

  @Test
  void aCancelledRunEndsWithinASecond() {
    shop.defines("patient", PromotionPolicy.BETTER);
    String run = shop.asks(null, Map.of("millis", "600000"));
    trainer("one");
    shop.awaitStage(run, TrainingStage.BACKTEST);

    Instant cancelled = Instant.now();
    shop.topics()
        .produce(
            Topics.TRAINING_CANCELLATIONS,
            run,
            new TrainingCancellation(run, "operator", "wrong settings", cancelled));
    List<TrainingProgress> progress = shop.awaitEnd(run);

    assertThat(last(progress).getStage()).isEqualTo(TrainingStage.CANCELLED);
    assertThat(last(progress).getMessage()).contains("operator").contains("wrong settings");
    assertThat(last(progress).getTime()).isBefore(cancelled.plusSeconds(1));
    assertThat(progress)
        .anyMatch(p -> p.getEpoch() != null && p.getLosses().containsKey("training"));
    assertThat(shop.versions()).isEmpty();
  }

  @Test
  void aRunThatOutlastsItsLockStaysWithItsTrainer() {
    shop.defines("patient", PromotionPolicy.BETTER);
    String run = shop.asks(null, Map.of("millis", "5000"));
    trainer("one");
    trainer("two");

    List<TrainingProgress> progress = shop.awaitEnd(run);

    assertThat(last(progress).getStage()).isEqualTo(TrainingStage.FINISHED);
    assertThat(progress.stream().map(TrainingProgress::getTrainer).distinct()).hasSize(1);
    assertThat(shop.versions()).containsExactly(1);
  }

  @Test
  void twoTrainersShareTheWorkAndNumberTheirVersionsWithoutAGap() {
    shop.defines("patient", PromotionPolicy.ALWAYS);
    trainer("one");
    trainer("two");
    List<String> runs =
        IntStream.range(0, 8).mapToObj(i -> shop.asks(null, Map.of("millis", "300"))).toList();

    runs.forEach(shop::awaitEnd);

    assertThat(shop.versions()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(shop.events(VersionPublished.class))
        .extracting(VersionPublished::getRun)
        .containsExactlyInAnyOrderElementsOf(runs);
    assertThat(shop.topics().read(Topics.TRAINING_PROGRESS))
        .extracting(record -> record.value().getTrainer())
        .contains("one", "two");
  }

  @Test
  void whatCannotBeTrainedFailsWithACodeAndAWayOut() {
    shop.defines("naive", PromotionPolicy.BETTER);
    String kind = shop.asks("crystal-ball", Map.of());
    String setting = shop.asks("patient", Map.of("millis", "soon"));
    trainer("one");

    assertThat(last(shop.awaitEnd(kind)))
        .returns("FT-1401", TrainingProgress::getCode)
        .extracting(TrainingProgress::getMessage)
        .asString()
        .contains("crystal-ball", "seasonal-naive");
    assertThat(last(shop.awaitEnd(setting))).returns("FT-1402", TrainingProgress::getCode);
  }

  @Test
  void aRecordThatIsNoRequestStopsNobody() throws Exception {
    shop.defines("naive", PromotionPolicy.BETTER);
    String name = shop.topics().wire().name(Topics.TRAINING_REQUESTS);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", shop.topics().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(name, Shop.MODEL, "train!")).get();
    }
    String run = shop.asks(null, Map.of());
    trainer("one");

    assertThat(last(shop.awaitEnd(run)).getStage()).isEqualTo(TrainingStage.FINISHED);
  }

  @Test
  void theCatalogueIsPublishedWithItsSettings() {
    trainer("one");

    assertThat(shop.topics().read(Topics.MODEL_KINDS))
        .extracting(record -> record.value().getId())
        .contains("naive", "seasonal-naive", "patient");
    KindListing patient =
        shop.topics().read(Topics.MODEL_KINDS).stream()
            .map(record -> record.value())
            .filter(listing -> listing.getId().equals("patient"))
            .findFirst()
            .orElseThrow();
    assertThat(patient.getSettings().get(0))
        .returns("millis", s -> s.getName())
        .returns(0.0, s -> s.getMin())
        .returns(null, s -> s.getMax());
  }

  private TrainerService trainer(String instance) {
    return trainer(shop.config(instance));
  }

  private TrainerService trainer(ServiceConfig config) {
    TrainerService trainer =
        new TrainerService(config, KINDS, new SimpleMeterRegistry(), Clock.systemUTC());
    trainers.add(trainer);
    trainer.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(trainer::readiness, readiness -> readiness.ready() || !readiness.live());
    return trainer;
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }
}
