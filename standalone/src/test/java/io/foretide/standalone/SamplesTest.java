package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  @ParameterizedTest
  @ValueSource(strings = {"sales.csv", "sales-update.csv"})
  void theShippedSampleIsWhatItsGeneratorMakes(String file, @TempDir Path fresh) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path generator = SAMPLES.resolve("GenerateSales.java");
    Process process =
        new ProcessBuilder(java.toString(), generator.toString(), fresh.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(fresh.resolve(file)).hasSameTextualContentAs(SAMPLES.resolve(file));
  }
}
