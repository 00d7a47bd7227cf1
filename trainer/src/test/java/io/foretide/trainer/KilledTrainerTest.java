package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTrainerTest {
  @TempDir Path folder;

  @Test
  void anotherTrainerTakesTheRunOfAKilledOneAndFinishesItOnce()
      throws IOException, InterruptedException {
    try (Shop shop = new Shop(TestStack.shared().topics(), folder)) {
      shop.sells("P1", 200, day -> 20 + 5 * (day % 7));
      shop.defines("patient", PromotionPolicy.BETTER);
      String run = shop.asks(null, Map.of("millis", "2000"));
      Process doomed = TrainerProcess.start(shop.settings("doomed"), folder.resolve("doomed.log"));
      try {
        shop.awaitStage(run, TrainingStage.BACKTEST);
      } finally {
        doomed.destroyForcibly().waitFor();
      }

      List<TrainingProgress> progress;
      try (TrainerService heir =
          new TrainerService(
              shop.config("heir"),
              List.of(new NaiveKind(), new PatientKind()),
              new SimpleMeterRegistry(),
              Clock.systemUTC())) {
        heir.start();
        progress = shop.awaitEnd(run);
      }

      assertThat(progress).extracting(TrainingProgress::getTrainer).contains("doomed", "heir");
      assertThat(progress.get(progress.size() - 1))
          .returns(TrainingStage.FINISHED, TrainingProgress::getStage)
          .returns("heir", TrainingProgress::getTrainer);
      assertThat(shop.events(VersionPublished.class))
          .singleElement()
          .returns(run, VersionPublished::getRun);
    }
  }
}
