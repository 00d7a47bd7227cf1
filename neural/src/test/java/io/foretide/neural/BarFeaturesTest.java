package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.features.FeatureException;
import io.foretide.models.features.FeaturePlan;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.SettingException;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.market.MarketTask;
import io.foretide.models.onnx.ImportedGraph;
import io.foretide.models.onnx.OnnxFormat;
import io.foretide.models.onnx.OnnxModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every neural kind on the bars of a market: it sees their features, and nothing to come. */
class BarFeaturesTest {
  private static final int HORIZON = 5;
  private static final Map<String, String> QUICK =
      Map.of("barSteps", "20", "epochs", "1", "windowsPerEpoch", "64", "batchSize", "32");

  @ParameterizedTest
  @CsvSource({
    "lstm, units=8",
    "gru, units=8",
    "cnn-lstm, units=8;filters=8;convolutions=1",
    "attention-lstm, units=8;hiddenLayers=1;headSize=4",
    "tcn, filters=8;blocks=2",
    "tcn-attention, filters=8;blocks=2;headSize=4",
    "informer, units=8;innerUnits=8;heads=2",
    "tft, units=8",
    "patchtst, units=8;innerUnits=8;heads=2;patch=5;stride=5",
    "nlinear, learningRate=0.01",
    "dlinear, learningRate=0.01"
  })
  void everyKindSeesTheFeaturesAndNoFuture(String id, String small) throws IOException {
    ModelKind kind =
        NeuralKinds.all().stream().filter(k -> k.card().id().equals(id)).findFirst().orElseThrow();
    Settings settings = quick(small.split(";"));
    Dataset known = MarketData.bars().upTo(MarketData.CUTOFF);
    MemoryArtifacts saved = new MemoryArtifacts();
    try (OnnxModel fitted = fit(kind, known, settings)) {
      fitted.save(saved);
      FeaturePlan plan = fitted.plan().orElseThrow();
      assertThat(plan.features()).isEqualTo(FeaturePlan.STANDARD);
      assertThat(plan.steps()).isEqualTo(20);
      assertThat(explanation(fitted).rows()).isEqualTo(FeaturePlan.STANDARD);
    }
    try (ForecastModel model = new OnnxFormat().load(saved);
        OnnxModel poisoned = fit(kind, MarketData.shuffled().upTo(MarketData.CUTOFF), settings)) {
      Series history = known.series().get(0);
      double[] here = forecast(model, history);
      assertThat(forecast(poisoned, history)).as("a shuffled future").isEqualTo(here);
      assertThat(forecast(model, MarketData.withVolume(history, 9)))
          .as("a volume, which only the features tell of")
          .isNotEqualTo(here);
      assertThat(forecast(model, MarketData.scaled(history, 100)))
          .as("a price in another currency")
          .satisfies(
              other -> {
                for (int h = 0; h < HORIZON; h++) {
                  assertThat(other[h] / 100).isCloseTo(here[h], within(1e-3 * here[h]));
                }
              });
    }
  }

  @Test
  void aForecastFromDataCutAtAnyBarIsThatOfTheWholeRun() {
    Dataset known = MarketData.bars().upTo(MarketData.CUTOFF);
    try (OnnxModel model = fit(new GruKind(), known, quick("units=4"))) {
      Series whole = MarketData.bars().series().get(1);
      Series shuffled = MarketData.shuffled().series().get(1);
      int end = whole.upTo(MarketData.CUTOFF).length();
      for (int at = 1; at < end; at += 7) {
        assertThat(forecast(model, shuffled.upTo(whole.timeAt(at))))
            .isEqualTo(forecast(model, whole.upTo(whole.timeAt(at))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MarketTask.class)
  void everyTaskSeesTheSameFeatures(MarketTask task) {
    Dataset known = task.view(MarketData.bars().upTo(MarketData.CUTOFF));
    try (OnnxModel model = fit(new NLinearKind(), known, quick())) {
      assertThat(model.plan().orElseThrow().features()).isEqualTo(FeaturePlan.STANDARD);
      Series history = known.series().get(0);
      double said = forecast(model, history)[0];
      double floor = task.floor(history);
      double usual =
          task == MarketTask.PRICE ? 0.1 * floor : task == MarketTask.DIRECTION ? 1 : 0.1;
      assertThat(said).isCloseTo(floor, within(usual));
    }
  }

  @Test
  void namesChooseAmongThemAndNoneIsNone() {
    Dataset known = MarketData.bars().upTo(MarketData.CUTOFF);
    try (OnnxModel two = fit(new NLinearKind(), known, quick("barFeatures=rsi-7, range"));
        OnnxModel none = fit(new NLinearKind(), known, quick("barFeatures=none"))) {
      assertThat(two.plan().orElseThrow().features()).containsExactly("rsi-7", "range");
      assertThat(none.plan()).isEmpty();
      assertThat(none.layout().contextLength()).isEqualTo(56);
    }
    assertThatThrownBy(() -> fit(new NLinearKind(), known, quick("barFeatures=moon-7")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("FT-2461")
        .hasMessageContaining("moon-7");
    assertThatThrownBy(
            () -> fit(new NLinearKind(), SmallData.dataset(), quick("barFeatures=range")))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("FT-2460");
  }

  @Test
  void aVersionWhoseFilesDisagreeIsRefused() throws IOException {
    MemoryArtifacts saved = new MemoryArtifacts();
    try (OnnxModel model =
        fit(new NLinearKind(), MarketData.bars(), quick("barFeatures=rsi-14,range"))) {
      model.save(saved);
    }
    assertRefused(changed(saved, "features.json", "range", "gap"), "FT-2462");
    assertRefused(changed(saved, "features.json", "\"means\":[", "\"means\":[1"), "FT-2462");
    assertRefused(changed(saved, "layout.json", "bar:rsi-14", "bar:rsi-15"), "FT-2462");
    assertRefused(changed(saved, "layout.json", "bar:rsi-14", "bar:moon-14"), "FT-2461");
    assertRefused(changed(saved, "model.onnx", "\"proof\":[0.", "\"proof\":[1."), "FT-2463");
    new OnnxFormat().load(saved).close();
  }

  @Test
  void aFileTrainedOnOtherFeaturesIsNotImported() throws IOException {
    MemoryArtifacts saved = new MemoryArtifacts();
    Dataset data = MarketData.bars();
    try (OnnxModel model = fit(new NLinearKind(), data, quick("barFeatures=rsi-14,range"))) {
      model.save(saved);
    }
    byte[] graph = saved.read("model.onnx");
    String layout = new String(saved.read("layout.json"), StandardCharsets.UTF_8);
    try (OnnxModel again = ImportedGraph.of(graph, layout, Step.DAY).open(data)) {
      assertThat(again.plan()).isPresent();
    }
    String other = layout.replace("bar:range", "bar:gap");
    assertThatThrownBy(() -> ImportedGraph.of(graph, other, Step.DAY).open(data))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("FT-2462")
        .hasMessageContaining("range");
    assertThatThrownBy(() -> ImportedGraph.of(graph, layout, Step.DAY).open(SmallData.dataset()))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("FT-2460");
  }

  private static void assertRefused(MemoryArtifacts files, String code) {
    assertThatThrownBy(() -> new OnnxFormat().load(files))
        .isInstanceOf(FeatureException.class)
        .hasMessageStartingWith(code);
  }

  /** The same files, one of which says something else of the same length where it can. */
  private static MemoryArtifacts changed(MemoryArtifacts files, String name, String from, String to)
      throws IOException {
    MemoryArtifacts changed = new MemoryArtifacts();
    files.files().forEach(changed::write);
    String text = new String(files.read(name), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    changed.write(name, text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    return changed;
  }

  private static Settings quick(String... more) {
    Map<String, String> settings = new HashMap<>(QUICK);
    Arrays.stream(more)
        .map(one -> one.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    return new Settings(settings);
  }

  private static OnnxModel fit(ModelKind kind, Dataset data, Settings settings) {
    return (OnnxModel) kind.fit(data, HORIZON, settings, 1, TrainingListener.NONE);
  }

  private static Explanation explanation(OnnxModel model) {
    Optional<Explanation> found =
        model.explanations().stream().filter(e -> e.name().equals("features-of-bars")).findFirst();
    return found.orElseThrow();
  }

  private static double[] forecast(ForecastModel model, Series history) {
    List<Forecast> one =
        model.forecast(
            List.of(new Context(history)), new Horizon(HORIZON, Step.DAY), Levels.published());
    return one.get(0).mean();
  }
}
