package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @Test
  void anIndependentParserFindsNothingWrong() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult parsed =
        new OpenAPIV3Parser()
            .readContents(registry.contract().document().toString(), null, options);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths()).hasSizeGreaterThan(40);
  }

  @Test
  void everyDescribedRouteIsThere() {
    List<String> missing = new ArrayList<>();
    registry
        .contract()
        .document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (isMissing(method, path.getKey())) {
                            missing.add(method + " " + path.getKey());
                          }
                        }));
    assertThat(missing).isEmpty();
  }

  /** A route may find nothing by these names, or refuse the body; only the router says FT-1908. */
  private boolean isMissing(String method, String template) {
    if (template.equals("/retrain") || template.equals("/uploads")) {
      return false;
    }
    String path = template.replaceAll("\\{run}", "x").replaceAll("\\{\\w+}", "1");
    var answer =
        registry.send(
            registry
                .request(path)
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString("[]")));
    return answer.statusCode() == 405 || answer.body().contains("FT-1908");
  }

  @Test
  void everyOperationSaysWhatItIsForAndWhoMayCallIt() {
    for (JsonNode path : registry.contract().document().path("paths")) {
      for (JsonNode operation : path) {
        assertThat(operation.path("summary").asText()).isNotBlank();
        assertThat(operation.path("tags").path(0).asText()).isNotBlank();
        assertThat(operation.path("x-role").asText()).isNotBlank();
        for (JsonNode parameter : operation.path("parameters")) {
          assertThat(parameter.path("description").asText())
              .as("%s of %s", parameter.path("name"), operation.path("operationId"))
              .isNotBlank();
        }
      }
    }
  }

  @Test
  void operationsHaveDifferentNames() {
    List<String> ids = registry.contract().document().path("paths").findValuesAsText("operationId");
    assertThat(ids).doesNotHaveDuplicates();
  }
}
