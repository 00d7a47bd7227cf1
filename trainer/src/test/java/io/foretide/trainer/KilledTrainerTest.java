package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.embedded.testing.TestStack;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.neural.GruKind;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  @Test
  void theNetworksOfAKilledRunLearnOnFromTheirCheckpointsToTheSameBytes()
      throws IOException, InterruptedException {
    try (Shop shop = new Shop(TestStack.shared().topics(), folder)) {
      shop.sells("P1", 300, day -> 20 + 5 * (day % 7) + day % 3);
      shop.defines("gru", PromotionPolicy.BETTER);
      Map<String, String> settings =
          Map.of(
              "lookback", "14", "units", "4", "epochs", "40", "patience", "40", "batchSize", "16");
      String run = shop.asks(null, settings);
      Process doomed = TrainerProcess.start(shop.settings("doomed"), folder.resolve("doomed.log"));
      try {
        // Well into the fit on all data and that of the backtest.
        shop.awaitProgress(run, p -> p.getCheckpoints().size() == 2 && p.getPercent() > 20);
      } finally {
        doomed.destroyForcibly().waitFor();
      }

      Set<String> orphans = stored();
      orphans.removeAll(shop.lastCheckpoints(run));

      WatchedKind gru = new WatchedKind(new GruKind());
      try (TrainerService heir =
          new TrainerService(
              shop.config("heir"),
              List.of(new NaiveKind(), gru),
              new SimpleMeterRegistry(),
              Clock.systemUTC())) {
        heir.start();
        shop.awaitEnd(run);
        assertThat(gru.epochs())
            .hasSize(2)
            .allSatisfy(fit -> assertThat(fit).first().isNotEqualTo(1));
        await().untilAsserted(() -> assertThat(storedBut(orphans)).isEqualTo(published(shop)));

        shop.awaitEnd(shop.asks(null, settings));
        assertThat(gru.epochs()).hasSize(4).last().asList().first().isEqualTo(1);
      }
      assertThat(shop.events(VersionPublished.class))
          .hasSize(2)
          .extracting(KilledTrainerTest::network)
          .containsOnly(network(shop.events(VersionPublished.class).get(0)));
    }
  }

  private static String network(VersionPublished version) {
    return version.getArtifacts().stream()
        .filter(artifact -> artifact.getName().equals("base/model.onnx"))
        .map(Artifact::getSha256)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> published(Shop shop) {
    return shop.events(VersionPublished.class).stream()
        .flatMap(version -> version.getArtifacts().stream())
        .map(Artifact::getSha256)
        .collect(Collectors.toSet());
  }

  /** Without what the killed trainer had no time to delete, or to tell of. */
  private Set<String> storedBut(Set<String> orphans) throws IOException {
    Set<String> rest = stored();
    rest.removeAll(orphans);
    return rest;
  }

  /** Digests of all that is in the artifact store. */
  private Set<String> stored() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("artifacts"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }
}
