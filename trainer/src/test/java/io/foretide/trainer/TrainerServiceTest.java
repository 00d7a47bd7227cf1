package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.embedded.testing.TestStack;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.kind.ModelKind;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerServiceTest {
  private static final List<ModelKind> KINDS = List.of(new NaiveKind(), new SeasonalNaiveKind());

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(TestStack.shared().topics(), folder);
    shop.sells("P1", 200, day -> 20 + 5 * (day % 7) + day % 3);
    shop.sells("P2", 200, day -> 10 + 2 * (day % 7));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aRequestBecomesAVersionAndThePromotionSaysOnWhichNumbers() {
    shop.defines("naive", PromotionPolicy.BETTER);
    String run = shop.asks(null, Map.of());

    try (TrainerService trainer = trainer("one")) {
      List<TrainingProgress> progress = shop.awaitEnd(run);

      TrainingProgress end = progress.get(progress.size() - 1);
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
      AliasMoved moved = shop.events(AliasMoved.class).get(0);
      assertThat(moved.getAlias()).isEqualTo("champion");
      assertThat(moved.getToVersion()).isEqualTo(1);
      assertThat(moved.getWhy()).contains("MASE").contains("of the naive floor on 5 cutoffs");
    }
  }

  private TrainerService trainer(String instance) {
    TrainerService trainer =
        new TrainerService(
            shop.config(instance), KINDS, new SimpleMeterRegistry(), Clock.systemUTC());
    trainer.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(trainer::readiness, readiness -> readiness.ready() || !readiness.live());
    return trainer;
  }
}
