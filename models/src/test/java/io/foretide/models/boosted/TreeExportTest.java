package io.foretide.models.boosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saving compares what was exported with LightGBM, on real rows and on made-up ones. */
class TreeExportTest {
  private static final String FILE = "trees.onnx";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"regression", "l1", "huber", "poisson", "tweedie"})
  void theExportedTreesSayWhatLightGbmSays(String objective) throws IOException {
    assertThat(export(objective, "1").length).isPositive();
  }

  @Test
  void categoriesThatNobodyKnewGapsAndSeveralBagsAreExportedToo() throws IOException {
    // The made-up rows of the check are full of them.
    assertThat(export("regression", "3").length).isGreaterThan(export("regression", "1").length);
  }

  @Test
  void anExportOfOtherTreesWouldBeNoticed() throws IOException {
    try (LightGbmModel one = fit("regression", "1", 1);
        LightGbmModel other = fit("regression", "1", 2)) {
      float[] rows = one.samples();
      assertThat(rows).isNotEmpty();
      byte[] wrong = other.export().checked(rows);
      assertThatThrownBy(() -> one.export().compare(wrong, rows))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("where LightGBM says");
    }
  }

  @Test
  void theFilePassesTheCheckerOfOnnx() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "there is no " + python);
    assumeTrue(run(python, "import onnx") == 0, "python3-onnx is not installed");
    Path file = Files.write(folder.resolve(FILE), export("poisson", "2"));
    assertThat(run(python, "import onnx; onnx.checker.check_model('" + file + "')")).isZero();
  }

  private static int run(Path python, String program) throws IOException, InterruptedException {
    return new ProcessBuilder(python.toString(), "-c", program).inheritIO().start().waitFor();
  }

  private static byte[] export(String objective, String bags) throws IOException {
    try (ForecastModel model = fit(objective, bags, 1)) {
      MemoryArtifacts saved = new MemoryArtifacts();
      model.save(saved);
      return saved.read(FILE);
    }
  }

  private static LightGbmModel fit(String objective, String bags, long seed) {
    Settings settings =
        Settings.of(
            "objective", objective, "bags", bags, "rounds", "40", "rows", "8000", "minLeaf", "10");
    return (LightGbmModel)
        new LightGbmKind().fit(shops(), 14, settings, seed, TrainingListener.NONE);
  }

  /** Sixty products, each with a week of its own, so that trees part them in sets; with gaps. */
  private static Dataset shops() {
    SplittableRandom random = new SplittableRandom(5);
    List<Series> series = new ArrayList<>();
    for (int p = 0; p < 60; p++) {
      double[] sales = new double[160];
      for (int day = 0; day < sales.length; day++) {
        double level = 10 + p % 7 * 9 + (day % 7 == p % 5 ? 20 : 0);
        sales[day] = random.nextInt(12) == 0 ? Double.NaN : level + random.nextDouble(6);
      }
      series.add(
          new Series(
              new SeriesId("shop", List.of("P" + p)),
              Step.DAY,
              19_000,
              "sales",
              Map.of("sales", sales),
              Map.of("category", "c" + p % 9)));
    }
    return new Dataset("shop", Step.DAY, series);
  }
}
