package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.runtime.artifacts.Digest;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.VersionPublished;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One forecaster serves version 1 throughout; each test promotes a version that must not serve. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
  private static final int FLIPPED = 2;
  private static final int MISSING = 3;
  private static final int UNKNOWN_FORMAT = 4;
  private static final int SHORT = 5;
  private static final int NOT_A_NUMBER = 6;
  private static final int NEVER_PUBLISHED = 7;
  private static final int CUT_SHORT = 8;

  private Scene scene;
  private Running forecaster;
  private Map<String, byte[]> good;

  @BeforeAll
  void open(@TempDir Path folder) {
    scene = new Scene(folder);
    try (var model = Trained.fit(new NaiveKind(), scene.sales().dataset())) {
      good = Trained.files(model).files();
    }
    scene.trained().publish(1, "naive", Trained.HORIZON, good);
    scene.trained().promote(1);
    forecaster = scene.start("f1");
    scene.awaitVersion(forecaster, 1);
  }

  @AfterAll
  void close() {
    forecaster.close();
    scene.close();
  }

  @Test
  void anArtifactWithAFlippedByteIsRefused() throws IOException {
    // A file of its own, so that damaging it leaves version 1 whole.
    Map<String, byte[]> files = with("note", "made to be damaged".getBytes(StandardCharsets.UTF_8));
    VersionPublished version = scene.trained().publish(FLIPPED, "naive", Trained.HORIZON, files);
    String digest =
        version.getArtifacts().stream()
            .filter(a -> a.getName().equals("note"))
            .findFirst()
            .orElseThrow()
            .getSha256();
    Path stored =
        scene.folder().resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest);
    byte[] bytes = Files.readAllBytes(stored);
    bytes[3] ^= 1;
    Files.write(stored, bytes);

    assertRefused(FLIPPED, "FT-1802");
  }

  @Test
  void aMissingArtifactIsRefused() {
    scene
        .trained()
        .publish(MISSING, "naive", Trained.HORIZON, good, bytes -> Digest.of(new byte[] {1}));

    assertRefused(MISSING, "FT-1801");
  }

  @Test
  void anUnknownFormatIsRefused() {
    scene
        .trained()
        .publish(
            UNKNOWN_FORMAT,
            "naive",
            Trained.HORIZON,
            with("base/format", "naive/2".getBytes(StandardCharsets.UTF_8)));

    assertRefused(UNKNOWN_FORMAT, "FT-1510");
  }

  @Test
  void aHorizonThatIsNotTheModelsIsRefused() {
    scene.trained().publish(SHORT, "naive", Trained.HORIZON - 1, good);

    assertRefused(SHORT, "FT-1512");
  }

  @Test
  void forecastsThatAreNotNumbersAreRefused() {
    byte[] calibration = good.get("calibration.bin").clone();
    // After the counts of groups, levels and steps and the first level comes the first factor.
    ByteBuffer.wrap(calibration).putDouble(20, Double.NaN);
    scene
        .trained()
        .publish(NOT_A_NUMBER, "naive", Trained.HORIZON, with("calibration.bin", calibration));

    assertRefused(NOT_A_NUMBER, "FT-1513");
  }

  @Test
  void aVersionThatWasNeverPublishedIsRefused() {
    assertRefused(NEVER_PUBLISHED, "FT-1602");
  }

  @Test
  void aFileThatIsCutShortIsRefused() {
    scene
        .trained()
        .publish(
            CUT_SHORT, "naive", Trained.HORIZON, with("calibration.bin", new byte[] {0, 0, 0, 7}));

    assertRefused(CUT_SHORT, "FT-1511");
  }

  @Test
  void aRefusedVersionLeavesTheOldOneServing() {
    scene.trained().promote(NEVER_PUBLISHED);
    scene.awaitRefusal(NEVER_PUBLISHED);
    assertThat(forecaster.version()).isEqualTo(1);

    // And after a restart the last one that loads serves, since the alias points to none that does.
    try (Running restarted = scene.start("f2")) {
      scene.awaitVersion(restarted, 1);
    }
  }

  private void assertRefused(int version, String code) {
    scene.trained().promote(version);
    ModelDeployment refusal = scene.awaitRefusal(version);
    assertThat(refusal.getCode()).isEqualTo(code);
    assertThat(refusal.getReason()).isNotBlank();
    assertThat(refusal.getServing()).isEqualTo(1);
    assertThat(forecaster.version()).isEqualTo(1);
  }

  private Map<String, byte[]> with(String name, byte[] content) {
    Map<String, byte[]> files = new HashMap<>(good);
    files.put(name, content);
    return files;
  }
}
