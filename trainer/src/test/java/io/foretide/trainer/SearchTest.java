package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches for settings, by trainers in processes of their own. */
class SearchTest {
  private static final int TRIALS = 12;
  private static final int HALF_WAY = 4;

  @TempDir Path folder;

  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(TestStack.shared().topics(), folder);
    shop.sells("P1", 200, day -> 20 + 5 * (day % 7) + day % 3);
    shop.defines("patient", PromotionPolicy.ALWAYS);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void twelveTrialsOverTwoTrainersGiveTwelveResultsThoughOneIsKilled()
      throws IOException, InterruptedException {
    List<String> runs =
        IntStream.range(0, TRIALS)
            .mapToObj(i -> shop.tries("s1", "patient", Map.of("millis", Integer.toString(900 + i))))
            .toList();
    Process doomed = TrainerProcess.start(shop.settings("doomed"), folder.resolve("doomed.log"));
    Process heir = TrainerProcess.start(shop.settings("heir"), folder.resolve("heir.log"));
    try {
      shop.topics().await(Topics.TRAINING_PROGRESS, SearchTest::halfWayAndDoomedIsAtWork);
      doomed.destroyForcibly().waitFor();
      shop.awaitEnds(TRIALS);
      // Whoever wrote a second result would do so before this run, which comes last in the queue.
      String last = shop.tries("s2", "naive", Map.of());
      shop.awaitEnd(last);
      runs.forEach(run -> assertThat(results(run)).as(run).hasSize(1));
    } finally {
      doomed.destroyForcibly().waitFor();
      heir.destroyForcibly().waitFor();
    }

    assertThat(results().stream().filter(p -> p.getKind().equals("patient")))
        .hasSize(TRIALS)
        .allSatisfy(p -> assertThat(p.getStage()).isEqualTo(TrainingStage.FINISHED))
        .allSatisfy(p -> assertThat(p.getMetrics()).containsKeys("MASE", "baseline.MASE"))
        .extracting(TrainingProgress::getTrainer)
        .contains("doomed", "heir");
    assertThat(runs)
        .as("one trial was begun by the trainer that died and scored by the other")
        .anyMatch(
            run -> trainersOf(run).contains("doomed") && lastOf(run).getTrainer().equals("heir"));
    assertThat(shop.events(VersionPublished.class)).isEmpty();
    assertThat(shop.events(AliasMoved.class)).isEmpty();
  }

  /** Some trials have ended, and the trainer that is to die is in the middle of another. */
  private static boolean halfWayAndDoomedIsAtWork(
      List<ConsumerRecord<String, TrainingProgress>> all) {
    Map<String, TrainingProgress> latest = new HashMap<>();
    all.forEach(record -> latest.put(record.key(), record.value()));
    return latest.values().stream().filter(Shop::ends).count() >= HALF_WAY
        && latest.values().stream()
            .anyMatch(
                p -> p.getTrainer().equals("doomed") && p.getStage() == TrainingStage.BACKTEST);
  }

  private List<TrainingProgress> progress() {
    return shop.topics().read(Topics.TRAINING_PROGRESS).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private List<TrainingProgress> results() {
    return progress().stream().filter(Shop::ends).toList();
  }

  private List<TrainingProgress> results(String run) {
    return results().stream().filter(p -> p.getRun().equals(run)).toList();
  }

  private List<String> trainersOf(String run) {
    return progress().stream()
        .filter(p -> p.getRun().equals(run))
        .map(TrainingProgress::getTrainer)
        .distinct()
        .toList();
  }

  private TrainingProgress lastOf(String run) {
    List<TrainingProgress> of = results(run);
    return of.get(of.size() - 1);
  }
}
