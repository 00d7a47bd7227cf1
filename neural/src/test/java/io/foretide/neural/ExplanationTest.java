package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.onnx.OnnxFormat;
import io.foretide.models.serving.MemoryArtifacts;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
  private static final Map<String, String> SMALL =
      Map.of("lookback", "14", "epochs", "1", "windowsPerEpoch", "64", "batchSize", "32");

  @ParameterizedTest
  @CsvSource({
    "attention-lstm, 1, 7, 21",
    "tcn-attention, 1, 7, 21",
    "patchtst, 2, 2, 2",
    "informer, 4, 7, 7",
    "tft, 3, 7, 21"
  })
  void anAttentionKindTellsWhatEveryStepLooksAt(
      String kind, int explanations, int rows, int columns) {
    try (ForecastModel model = fit(kind)) {
      List<Explanation> told = explanations(model);
      assertThat(told).hasSize(explanations);
      assertThat(told)
          .filteredOn(one -> one.name().startsWith("attention"))
          .allSatisfy(
              one -> assertThat(List.of(one.values())).allSatisfy(ExplanationTest::addsUpToOne))
          .anySatisfy(
              one -> {
                assertThat(one.rows()).hasSize(rows);
                assertThat(one.columns()).hasSize(columns);
              });
    }
  }

  @Test
  void tftTellsHowMuchEachVariableCountsBeforeAndAfterTheCutoff() {
    try (ForecastModel model = fit("tft")) {
      List<Explanation> told = explanations(model);
      assertThat(told)
          .extracting(Explanation::rows)
          .contains(
              List.of("value", "observed", "week", "year"),
              List.of("baseline", "steps ahead", "week", "year"));
      assertThat(told)
          .filteredOn(one -> one.name().startsWith("variables"))
          .allSatisfy(
              one ->
                  addsUpToOne(
                      Arrays.stream(one.values()).mapToDouble(share -> share[0]).toArray()));
    }
  }

  @Test
  void ofSparseAttentionSomeStepsLookAtSomethingAndOthersAtAllAlike() {
    try (ForecastModel model = fit("informer", Map.of("lookback", "40", "factor", "1"))) {
      double[][] sparse =
          explanations(model).stream()
              .filter(one -> one.rows().size() == 40 && one.columns().size() == 40)
              .findFirst()
              .orElseThrow()
              .values();
      assertThat(List.of(sparse)).allSatisfy(ExplanationTest::addsUpToOne);
      assertThat(List.of(sparse)).anySatisfy(row -> assertThat(spread(row)).isLessThan(1e-6));
      assertThat(List.of(sparse)).anySatisfy(row -> assertThat(spread(row)).isGreaterThan(1e-3));
    }
  }

  private static double spread(double[] row) {
    return Arrays.stream(row).max().orElseThrow() - Arrays.stream(row).min().orElseThrow();
  }

  @Test
  void tcnTellsItsReceptiveFieldBlockByBlock() {
    try (ForecastModel model = fit("tcn")) {
      assertThat(explanations(model))
          .extracting(Explanation::name)
          .containsExactly("receptive-field");
      double[][] steps = explanations(model).get(0).values();
      assertThat(steps).hasDimensions(5, 1);
      assertThat(steps[0]).containsExactly(1 + 2 * 4);
      assertThat(steps[4]).containsExactly(249);
    }
  }

  @Test
  void explanationsAreAnArtifactOfTheModelAndThereOnceItIsLoaded() throws IOException {
    MemoryArtifacts artifacts = new MemoryArtifacts();
    try (ForecastModel model = fit("tft")) {
      model.save(artifacts);
      try (ForecastModel loaded = new OnnxFormat().load(artifacts)) {
        assertThat(artifacts.files()).containsKey("explanations.json");
        assertThat(explanations(loaded)).usingRecursiveComparison().isEqualTo(explanations(model));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nlinear", "dlinear"})
  void aLinearKindTellsItsWeights(String kind) {
    try (ForecastModel model = fit(kind, Map.of("epochs", "40", "windowsPerEpoch", "640"))) {
      Explanation weights = explanations(model).get(0);
      assertThat(weights.values()).hasDimensions(7, 14);
      assertThat(weights.rows()).first().isEqualTo("+1");
      assertThat(weights.columns()).first().isEqualTo("-13");
      // The data repeat by the week: a day looks at the same day of the weeks before, above all.
      double[] tomorrow = weights.values()[0];
      assertThat(tomorrow[7]).isEqualTo(Arrays.stream(tomorrow).max().orElseThrow());
    }
  }

  @Test
  void aKindWithoutAttentionTellsNothing() {
    try (ForecastModel model = fit("lstm")) {
      assertThat(explanations(model)).isEmpty();
    }
  }

  private static void addsUpToOne(double[] shares) {
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-4));
    assertThat(Arrays.stream(shares).min().orElseThrow()).isNotNegative();
  }

  private static List<Explanation> explanations(ForecastModel model) {
    return ((Explainable) model).explanations();
  }

  private static ForecastModel fit(String id) {
    return fit(id, Map.of());
  }

  private static ForecastModel fit(String id, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SMALL);
    settings.putAll(more);
    ModelKind kind =
        NeuralKinds.all().stream()
            .filter(one -> one.card().id().equals(id))
            .findFirst()
            .orElseThrow();
    return kind.fit(
        SmallData.dataset().upTo(SmallData.CUTOFF),
        7,
        new Settings(settings),
        1,
        TrainingListener.NONE);
  }
}
