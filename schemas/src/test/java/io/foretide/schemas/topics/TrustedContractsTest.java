package io.foretide.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedContractsTest {
  @TempDir private Path folder;

  /** In a process of its own: here another test may have been first. */
  @Test
  void aRecordIsBuiltInAProcessThatHasUsedNothingElseOfOurs() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    FirstRecord.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(() -> read(output)).isZero();
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  static final class FirstRecord {
    private FirstRecord() {}

    public static void main(String[] none) {
      TrainingProgress.Builder given =
          TrainingProgress.newBuilder()
              .setRun("run-0-1")
              .setModel("sales")
              .setKind("naive")
              .setStage(TrainingStage.FIT)
              .setPercent(40)
              .setMessage("fitting")
              .setTrainer("trainer-1")
              .setTime(Instant.EPOCH);
      // A copy looks the enum's class up by the name that the schema gives.
      if (TrainingProgress.newBuilder(given.build()).build().getStage() != TrainingStage.FIT) {
        throw new IllegalStateException("the copy is another");
      }
    }
  }
}
