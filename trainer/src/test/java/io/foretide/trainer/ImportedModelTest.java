package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.onnx.ImportedKind;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made elsewhere on their way to a version. */
class ImportedModelTest {
  private static final int CONTEXT = 14;
  private static final int HORIZON = 14;
  private static final String LAYOUT = "{\"contextLength\": 14, \"horizon\": 14}";

  @TempDir Path folder;

  private Shop shop;
  private TrainerService trainer;

  @BeforeEach
  void open() {
    shop = new Shop(TestStack.shared().topics(), folder);
    shop.sells("P1", 200, day -> 20 + 5 * (day % 7) + day % 3);
    shop.sells("P2", 200, day -> 70 + 9 * (day % 7) + day % 5);
    shop.defines("naive", PromotionPolicy.BETTER);
    trainer =
        new TrainerService(
            shop.config("one"),
            List.of(new NaiveKind(), new SeasonalNaiveKind()),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    trainer.start();
  }

  @AfterEach
  void close() {
    trainer.close();
    shop.close();
  }

  @Test
  void aFileMadeElsewhereIsBacktestedPublishedAndPromotedLikeAnyOther() {
    shop.awaitEnd(shop.asks("naive", Map.of()));

    TrainingProgress end = last(shop.awaitEnd(imports(store(weeks(CONTEXT)), LAYOUT, "")));

    assertThat(end.getStage()).as(end.getMessage()).isEqualTo(TrainingStage.FINISHED);
    VersionPublished version = last(shop.events(VersionPublished.class));
    assertThat(version.getKind()).isEqualTo("onnx");
    assertThat(version.getScorecard().getCutoffs()).hasSize(5);
    assertThat(version.getScorecard().getMetrics()).containsKeys("MASE", "coverage95");
    assertThat(version.getArtifacts()).extracting(a -> a.getName()).contains("base/model.onnx");
    assertThat(last(shop.events(AliasMoved.class)))
        .returns("champion", AliasMoved::getAlias)
        .returns(2, AliasMoved::getToVersion)
        .extracting(AliasMoved::getWhy)
        .asString()
        .startsWith("promoted sales/2 over sales/1: MASE ");
  }

  @Test
  void nothingIsScoredOnDaysThatTheFileWasTrainedOn() {
    LocalDate seen = LocalDate.ofEpochDay(Shop.FIRST_DAY + 199 - 3 * HORIZON);

    shop.awaitEnd(imports(store(weeks(CONTEXT)), LAYOUT, seen.toString()));

    VersionPublished version = last(shop.events(VersionPublished.class));
    assertThat(version.getScorecard().getCutoffs())
        .hasSize(3)
        .allSatisfy(
            score ->
                assertThat(LocalDate.ofInstant(score.getCutoff(), ZoneOffset.UTC))
                    .isAfterOrEqualTo(seen));
  }

  @Test
  void whatCannotBeServedFailsWithACodeAndMakesNoVersion() {
    String missing = imports("0".repeat(64), LAYOUT, "");
    String text = imports(store("date,sales\n".getBytes(StandardCharsets.UTF_8)), LAYOUT, "");
    String shape = imports(store(weeks(21)), LAYOUT, "");
    String horizon = imports(store(weeks(CONTEXT)), "{\"contextLength\": 14, \"horizon\": 7}", "");
    String broken = imports(store(mixed()), LAYOUT, "");

    assertThat(last(shop.awaitEnd(missing)).getCode()).isEqualTo("FT-1801");
    assertThat(last(shop.awaitEnd(text)).getCode()).isEqualTo("FT-2430");
    assertThat(last(shop.awaitEnd(shape)))
        .returns("FT-2431", TrainingProgress::getCode)
        .extracting(TrainingProgress::getMessage)
        .asString()
        .contains("target", "[-1, 21]", "[-1, 14]");
    assertThat(last(shop.awaitEnd(horizon)).getCode()).isEqualTo("FT-2431");
    assertThat(last(shop.awaitEnd(broken)))
        .returns("FT-2432", TrainingProgress::getCode)
        .extracting(TrainingProgress::getMessage)
        .asString()
        .contains("rows of a batch");
    assertThat(shop.versions()).isEmpty();
  }

  /** Forecasts each day as the same weekday two weeks before. */
  private static byte[] weeks(int context) {
    OnnxGraph graph = new OnnxGraph("weeks");
    float[] weights = new float[context * HORIZON];
    for (int h = 0; h < HORIZON; h++) {
      weights[(context - HORIZON + h) * HORIZON + h] = 1;
    }
    String input = graph.input("target", context);
    String mean = graph.matmul(input, graph.constant(weights, context, HORIZON));
    graph.output("mean", mean, HORIZON);
    return graph.toBytes();
  }

  /** Every row is the sum of all rows. */
  private static byte[] mixed() {
    OnnxGraph graph = new OnnxGraph("mixed");
    String input = graph.input("target", CONTEXT);
    graph.output(
        "mean", graph.add(graph.mul(input, graph.scalar(0)), graph.sum(input, 0)), HORIZON);
    return graph.toBytes();
  }

  private String store(byte[] file) {
    try (ArtifactStore store = ArtifactStore.open(shop.config("publisher"))) {
      return store.put(file);
    }
  }

  private String imports(String sha256, String layout, String trainedUntil) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(ImportedKind.GRAPH, sha256);
    settings.put(ImportedKind.LAYOUT, layout);
    if (!trainedUntil.isEmpty()) {
      settings.put(ImportedKind.TRAINED_UNTIL, trainedUntil);
    }
    return shop.asks(ImportedKind.ID, settings);
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }
}
