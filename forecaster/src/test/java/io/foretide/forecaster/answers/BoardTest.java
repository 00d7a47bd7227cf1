package io.foretide.forecaster.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.models.series.SeriesId;
import io.foretide.schemas.SeriesForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2024-01-02T00:00:00Z");

  private final Board board = new Board();

  @Test
  void nothingAnswersBeforeAVersionIsLive() {
    put("A", 1, MONDAY);
    assertThat(board.current()).isEmpty();
  }

  @Test
  void aNewVersionAnswersOnceItHasForecastEverySeries() {
    serve(1, "A", "B", "C");
    board.live(2, Optional.empty());
    put("A", 2, MONDAY);
    put("B", 2, MONDAY);
    assertThat(version()).isEqualTo(1);
    assertThat(size()).isEqualTo(3);

    put("C", 2, MONDAY);

    assertThat(version()).isEqualTo(2);
    assertThat(size()).isEqualTo(3);
  }

  @Test
  void forecastsOfAVersionThatIsNotLiveHereDoNotAnswer() {
    serve(1, "A", "B");
    put("A", 2, MONDAY);
    put("B", 2, MONDAY);
    assertThat(version()).isEqualTo(1);

    board.live(2, Optional.empty());

    assertThat(version()).isEqualTo(2);
  }

  @Test
  void aNewCutoffAnswersWhollyOrNotAtAll() {
    serve(1, "A", "B");
    put("A", 1, TUESDAY);
    assertThat(board.current().orElseThrow().key().cutoff()).isEqualTo(MONDAY);
    put("B", 1, TUESDAY);
    assertThat(board.current().orElseThrow().key().cutoff()).isEqualTo(TUESDAY);
  }

  @Test
  void aSeriesThatEndedDoesNotHoldUpTheNextGeneration() {
    serve(1, "A", "B");
    put("A", 1, TUESDAY);

    board.remove(id("B"));

    assertThat(board.current().orElseThrow().key().cutoff()).isEqualTo(TUESDAY);
    assertThat(size()).isEqualTo(1);
  }

  @Test
  void aRollbackAnswersWithTheOldVersionAgain() {
    serve(1, "A", "B");
    board.live(2, Optional.empty());
    put("A", 2, MONDAY);
    put("B", 2, MONDAY);
    board.live(1, Optional.empty());
    assertThat(version()).isEqualTo(2);
    put("A", 1, MONDAY);
    assertThat(version()).isEqualTo(2);
    put("B", 1, MONDAY);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void theLatestCutoffOfOthersIsHeardOfBeforeTheirGenerationIsComplete() {
    serve(1, "A", "B");
    put("A", 1, TUESDAY);
    assertThat(board.latestCutoff(series -> series.equals(id("A")))).isEqualTo(TUESDAY);
    assertThat(board.latestCutoff(series -> series.equals(id("B")))).isEqualTo(MONDAY);
    assertThat(board.latestCutoff(series -> false)).isEqualTo(Instant.MIN);
  }

  @Test
  void pastGenerationsAreLetGoAlthoughNobodyAsks() {
    board.live(1, Optional.empty());
    AtomicReference<Instant> day = new AtomicReference<>(MONDAY);
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              put("A", 1, day.updateAndGet(before -> before.plus(Duration.ofDays(1))));
              put("B", 1, day.get());
              return !day.get().equals(TUESDAY) && board.held() == 1;
            });
    assertThat(board.current().orElseThrow().key().cutoff()).isEqualTo(day.get());
  }

  private void serve(int version, String... series) {
    board.live(version, Optional.empty());
    for (String one : series) {
      put(one, version, MONDAY);
    }
    await().until(() -> board.current().isPresent());
  }

  private int version() {
    return board.current().orElseThrow().key().version();
  }

  private int size() {
    return board.current().orElseThrow().size();
  }

  private void put(String series, int version, Instant cutoff) {
    board.put(
        new PublishedForecast(
            SeriesForecast.newBuilder()
                .setSeries(id(series).text())
                .setDataset("sales")
                .setIdentity(List.of(series))
                .setIdentityColumns(List.of("product_id"))
                .setAttributes(Map.of())
                .setTarget("sales")
                .setModel("sales")
                .setVersion(version)
                .setKind("naive")
                .setAlias("champion")
                .setCutoff(cutoff)
                .setStep("P1D")
                .setHorizon(1)
                .setTimes(List.of(cutoff.plusSeconds(86_400)))
                .setMean(List.of(1.0))
                .setLevels(List.of(0.5))
                .setQuantiles(List.of(List.of(1.0)))
                .setMadeAt(cutoff)
                .build()));
  }

  private static SeriesId id(String product) {
    return new SeriesId("sales", List.of(product));
  }
}
