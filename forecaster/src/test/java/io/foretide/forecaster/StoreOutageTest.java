package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.runtime.artifacts.Digest;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be read says nothing about the versions in it. */
class StoreOutageTest {
  private static final byte[] NOTE = "out of reach for a while".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private Scene scene;
  private Map<String, byte[]> good;

  @BeforeEach
  void open() {
    scene = new Scene(folder);
    try (var model = Trained.fit(new NaiveKind(), scene.sales().dataset())) {
      good = new HashMap<>(Trained.files(model).files());
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theOldVersionServesUntilTheStoreAnswersAndThenTheNewOne() throws IOException {
    scene.trained().publish(1, "naive", Trained.HORIZON, good);
    scene.trained().promote(1);
    try (Running forecaster = scene.start("f1")) {
      scene.awaitVersion(forecaster, 1);
      publishOutOfReach(2);

      scene
          .topics()
          .await(
              Topics.MODEL_DEPLOYMENTS,
              all ->
                  all.stream()
                      .anyMatch(
                          d ->
                              d.value().getVersion() == 2
                                  && d.value().getState() == DeploymentState.LOADING));
      Scene.eventually().until(() -> forecaster.service().readiness().ready());
      assertThat(forecaster.version()).isEqualTo(1);

      restore();
      scene.awaitVersion(forecaster, 2);
    }
  }

  @Test
  void aForecasterThatIsUpBeforeItsStoreServesOnceThatAnswers() throws IOException {
    publishOutOfReach(1);
    try (Running forecaster = scene.start("f1")) {
      Scene.eventually()
          .until(() -> forecaster.service().readiness().detail().equals("loading versions"));

      restore();
      scene.awaitVersion(forecaster, 1);
      Scene.eventually().until(() -> forecaster.service().readiness().ready());
    }
  }

  /** A folder where a file is expected: reading it fails, whoever reads. */
  private void publishOutOfReach(int version) throws IOException {
    good.put("note", NOTE);
    scene.trained().publish(version, "naive", Trained.HORIZON, good);
    Files.delete(note());
    Files.createDirectory(note());
    scene.trained().promote(version);
  }

  private void restore() throws IOException {
    Files.delete(note());
    Files.write(note(), NOTE);
  }

  private Path note() {
    String digest = Digest.of(NOTE);
    return folder.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest);
  }
}
