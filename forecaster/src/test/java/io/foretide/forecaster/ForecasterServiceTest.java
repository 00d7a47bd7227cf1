package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecasterServiceTest {
  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aPromotedVersionForecastsEverySeriesAndAnswersAndServesAgainAfterARestart() {
    scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
    try (Running forecaster = scene.start("f1")) {
      assertThat(forecaster.ask("{}").status()).isEqualTo(503);
      assertThat(forecaster.ask("{}").headers()).containsKey("retry-after");

      scene.trained().promote(1);

      var forecasts =
          scene.topics().await(Topics.FORECASTS, all -> all.size() >= scene.sales().products());
      assertThat(forecasts).extracting(f -> f.value().getVersion()).containsOnly(1);
      assertThat(forecasts)
          .extracting(f -> f.value().getCutoff())
          .containsOnly(scene.sales().end());
      assertThat(forecasts).allSatisfy(f -> assertThat(f.value().getAdvice()).isNotNull());
      scene.awaitVersion(forecaster, 1);
      assertThat(states()).startsWith("LOADING 1", "WARMING 1", "SERVING 1");
      assertThat(deployments().get(2).value().getForecastMillis()).isBetween(1e-4, 1_000.0);
      assertThat(forecaster.metrics()).contains("foretide_forecaster_live_version");
    }
    try (Running restarted = scene.start("f1")) {
      scene.awaitVersion(restarted, 1);
      Scene.eventually()
          .untilAsserted(() -> assertThat(restarted.service().readiness().ready()).isTrue());
    }
  }

  @Test
  void aNewDayIsForecastFromWithinTwoSecondsAndThePastForecastsAreScoredOnce() {
    scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
    scene.trained().promote(1);
    try (Running forecaster = scene.start("f1")) {
      scene.awaitVersion(forecaster, 1);

      scene.sales().pushAnotherDay(scene.topics());

      long start = System.nanoTime();
      awaitCutoff(forecaster);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(forecaster.ask("{\"product_id\":\"P003\"}").body().path("mean").get(0).asDouble())
          .isEqualTo(Sales.value(3, Sales.DAYS), offset(1e-5));

      scene.sales().pushAnotherDay(scene.topics());
      awaitCutoff(forecaster);
    }
    // Twelve series, two actuals, forecast from one and from two cutoffs.
    try (Running restarted = scene.start("f1")) {
      scene.awaitVersion(restarted, 1);
      List<ForecastScore> scores = scores(36);
      assertThat(scores).extracting(ForecasterServiceTest::identity).doesNotHaveDuplicates();
      assertThat(scores)
          .allSatisfy(
              score -> {
                int product = Integer.parseInt(score.getSeries().substring("sales/P".length()));
                int day = Sales.dayNumber(score.getTargetTime());
                assertThat(score.getActual()).isEqualTo(Sales.value(product, day), offset(1e-9));
                assertThat(score.getError())
                    .isEqualTo(score.getMean() - score.getActual(), offset(1e-9));
              });

      scene.sales().pushAnotherDay(scene.topics());
      scores(36 + 36);
      assertThat(scores(72)).extracting(ForecasterServiceTest::identity).doesNotHaveDuplicates();
    }
  }

  @Test
  void aChallengerForecastsInTheShadowAndNeverAnswersUnasked() {
    scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
    scene.trained().publish(2, new SeasonalNaiveKind(), scene.sales().dataset());
    scene.trained().promote(1);
    scene.trained().point("challenger", 2);
    try (Running forecaster = scene.start("f1")) {
      scene.awaitVersion(forecaster, 1);
      List<SeriesForecast> shadow =
          scene
              .topics()
              .await(Topics.FORECASTS, all -> shadow(all).size() >= scene.sales().products())
              .stream()
              .map(ConsumerRecord::value)
              .filter(f -> f.getAlias().equals("challenger"))
              .toList();
      assertThat(shadow).extracting(SeriesForecast::getVersion).containsOnly(2);
      assertThat(forecaster.version()).isEqualTo(1);
      Scene.eventually()
          .untilAsserted(
              () ->
                  assertThat(
                          forecaster
                              .ask("{\"alias\":\"challenger\"}")
                              .body()
                              .path("version")
                              .asInt())
                      .isEqualTo(2));
    }
  }

  @Test
  void wrongRecordsOnItsTopicsStopNothing() {
    scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
    spoil();
    scene.trained().promote(1);
    try (Running forecaster = scene.start("f1")) {
      scene.awaitVersion(forecaster, 1);
      spoil();
      scene.sales().pushAnotherDay(scene.topics());
      awaitCutoff(forecaster);
    }
    try (Running restarted = scene.start("f1")) {
      scene.awaitVersion(restarted, 1);
    }
  }

  @Test
  void aSeriesThatEndedIsNoLongerForecast() {
    scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
    scene.trained().promote(1);
    try (Running forecaster = scene.start("f1")) {
      scene.awaitVersion(forecaster, 1);

      scene.sales().pushDaysOfAllBut(0, 20, scene.topics());

      Scene.eventually()
          .untilAsserted(
              () -> {
                var answer = forecaster.ask("{}").body();
                assertThat(answer.path("cutoff").asText())
                    .isEqualTo(scene.sales().end().toString());
                assertThat(answer.path("series_count").asInt())
                    .isEqualTo(scene.sales().products() - 1);
              });
      assertThat(forecaster.ask("{\"product_id\":\"P000\"}").status()).isEqualTo(404);
    }
  }

  private void spoil() {
    byte[] noise = "this is no Avro".getBytes(StandardCharsets.UTF_8);
    byte[] unknownSchema = {0, 0x7f, 0x7f, 0x7f, 0x7f, 1, 2, 3};
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", scene.topics().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (var topic : List.of(Topics.SERIES_BLOCKS, Topics.MODEL_EVENTS, Topics.FORECASTS)) {
        String name = scene.topics().wire().name(topic);
        for (int partition = 0; partition < topic.partitions(); partition++) {
          producer.send(new ProducerRecord<>(name, partition, "sales/P001#P1D#1", noise));
          producer.send(new ProducerRecord<>(name, partition, "noise", unknownSchema));
        }
      }
    }
    // The spoilt block is whole again at its next revision.
    scene.sales().push(scene.topics());
  }

  private void awaitCutoff(Running forecaster) {
    Scene.eventually()
        .untilAsserted(
            () ->
                assertThat(forecaster.ask("{}").body().path("cutoff").asText())
                    .isEqualTo(scene.sales().end().toString()));
  }

  private List<ForecastScore> scores(int count) {
    return scene.topics().await(Topics.FORECAST_SCORES, all -> all.size() >= count).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private static String identity(ForecastScore score) {
    return String.join(
        "|",
        score.getSeries(),
        score.getAlias(),
        Integer.toString(score.getVersion()),
        score.getCutoff().toString(),
        Integer.toString(score.getStepAhead()));
  }

  private static Set<String> shadow(List<ConsumerRecord<String, SeriesForecast>> forecasts) {
    return forecasts.stream()
        .map(ConsumerRecord::value)
        .filter(f -> f != null && f.getAlias().equals("challenger"))
        .map(SeriesForecast::getSeries)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private List<ConsumerRecord<String, ModelDeployment>> deployments() {
    return scene.topics().await(Topics.MODEL_DEPLOYMENTS, all -> all.size() >= 3);
  }

  private List<String> states() {
    return deployments().stream()
        .map(d -> d.value().getState() + " " + d.value().getVersion())
        .toList();
  }
}
