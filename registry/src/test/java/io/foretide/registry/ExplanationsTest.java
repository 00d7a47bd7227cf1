package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Look;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.Artifact;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class ExplanationsTest {
  private static final String NAME = "<script>alert('x')</script> & co";
  private static final Explanation ATTENTION =
      new Explanation(
          "attention-1",
          "How much each row looks at each column.",
          Look.heatMap("Attention", "step", "step", "share"),
          List.of("+1", "+2"),
          List.of("-1", "0", "+1"),
          new double[][] {{0.1, 0.7, 0.2}, {0.3, 0.3, 0.4}});
  private static final Explanation FEATURES =
      new Explanation(
          "features",
          "How much each feature tells.",
          Look.bars("Feature importance", "feature", ""),
          List.of("lag 7", NAME),
          List.of("gain", "splits"),
          new double[][] {{12.5, 3}, {230, 40}});
  private static final Explanation TREND =
      new Explanation(
          "trend",
          "The trend.",
          Look.lines("Trend", "date", "sales"),
          List.of("trend", "fitted"),
          List.of("2024-01-01", "2024-01-02", "2024-01-03"),
          new double[][] {{1, 2, 3}, {1.5, 1, 4}});

  @TempDir private static Path data;
  private static Registry registry;
  private static ArtifactStore store;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings = Map.of("artifacts", data.resolve("artifacts").toString());
    store = ArtifactStore.open(ServiceConfig.of(settings));
    registry = Registry.start(settings);
    String untold =
        "[{\"name\": \"attention\", \"meaning\": \"It.\", \"rows\": [\"a\"], \"columns\": [\"b\"],"
            + " \"values\": [[1.0]]}]";
    registry
        .told()
        .events(
            Told.version(
                1, "lstm", List.of(stored("base/explanations.json", ATTENTION, FEATURES, TREND))),
            Told.version(
                2,
                "blend",
                List.of(
                    stored(
                        "base/ensemble.json",
                        "[{\"kind\": \"naive\", \"weight\": 0.4}, {\"kind\": \"tft\", \"weight\": 0.6}]"),
                    stored("base/members/1/explanations.json", ATTENTION))),
            Told.version(3, "naive", List.of()),
            Told.version(4, "tft", List.of(stored("explanations.json", untold))));
    await().until(() -> registry.peek("/models/sales/versions").path("total").asInt() == 4);
  }

  @AfterAll
  static void stop() {
    registry.close();
    store.close();
  }

  @Test
  void whatAVersionTellsIsListedWithItsShapeAndItsPicture() {
    JsonNode told = registry.get("/models/sales/versions/1/explanations");
    assertThat(told.findValuesAsText("name")).containsExactly("attention-1", "features", "trend");
    assertThat(told.findValuesAsText("form")).containsExactly("HEAT_MAP", "BARS", "LINES");
    assertThat(told.path(0).path("columns").asInt()).isEqualTo(3);
    assertThat(told.path(0).path("picture").asText())
        .isEqualTo("/models/sales/versions/1/explanations/attention-1.svg");
    assertThat(registry.get("/models/sales/versions/3/explanations")).isEmpty();
  }

  @Test
  void oneIsToldWithItsValues() {
    JsonNode told = registry.get("/models/sales/versions/1/explanations/attention-1");
    assertThat(told.path("values").toString()).isEqualTo("[[0.1,0.7,0.2],[0.3,0.3,0.4]]");
    assertThat(told.path("rows").toString()).isEqualTo("[\"+1\",\"+2\"]");
    assertThat(told.path("valuesAre").asText()).isEqualTo("share");
    assertError(
        registry.tryGet("/models/sales/versions/1/explanations/none"),
        404,
        "FT-1808",
        "attention-1, features");
  }

  @Test
  void aMembersIsNamedAfterItsKindAndPlace() {
    JsonNode told = registry.get("/models/sales/versions/2/explanations");
    assertThat(told.findValuesAsText("name")).containsExactly("tft-2.attention-1");
    assertThat(told.findValuesAsText("member")).containsExactly("tft-2");
    assertThat(registry.get(told.path(0).path("path").asText()).path("values")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, attention-1, The largest value",
    "1, features, Feature importance",
    "1, trend, 2024-01-01",
    "2, tft-2.attention-1, of tft-2",
    "4, attention, It."
  })
  void everyFormIsDrawnAsAWellFormedPicture(int version, String name, String said)
      throws Exception {
    HttpResponse<String> answer =
        registry.tryGet("/models/sales/versions/%d/explanations/%s.svg".formatted(version, name));
    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(picture.getDocumentElement().getTextContent()).contains(said);
  }

  @Test
  void aNameIsTextInAPictureWhateverItHolds() {
    HttpResponse<String> answer =
        registry.tryGet("/models/sales/versions/1/explanations/features.svg");
    assertThat(answer.body()).doesNotContain("<script").contains("&lt;script&gt;", "&amp; co");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
  }

  @Test
  void aPictureComesInTheColoursThatAreAskedFor() {
    String path = "/models/sales/versions/1/explanations/trend.svg";
    assertThat(registry.tryGet(path).body()).contains("prefers-color-scheme:dark", "#ffffff");
    assertThat(registry.tryGet(path + "?theme=dark").body())
        .contains(".paper{fill:#151e24}")
        .doesNotContain("#ffffff");
  }

  private static Artifact stored(String name, Explanation... told) throws Exception {
    return stored(name, Registry.JSON.writeValueAsString(told));
  }

  private static Artifact stored(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new Artifact(name, store.put(content), (long) content.length);
  }
}
