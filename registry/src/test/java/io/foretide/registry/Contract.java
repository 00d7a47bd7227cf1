package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The served OpenAPI document, to which an independent validator holds every answer. */
final class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  Contract(JsonNode document) {
    this.document = document;
  }

  JsonNode document() {
    return document;
  }

  /**
   * Fails unless the document has such a route, such a content type, and the body is of its schema.
   */
  void holds(String method, HttpResponse<String> answer) throws IOException {
    String path = answer.uri().getPath();
    JsonNode operation =
        document.path("paths").path(template(path)).path(method.toLowerCase(Locale.ROOT));
    assertThat(operation.isObject()).as("%s %s is in /openapi.json", method, path).isTrue();
    JsonNode responses = operation.path("responses");
    JsonNode response =
        responses.has(Integer.toString(answer.statusCode()))
            ? responses.path(Integer.toString(answer.statusCode()))
            : responses.path("default");
    String type =
        answer.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "").strip();
    JsonNode content = response.path("content").path(type);
    assertThat(content.isObject())
        .as("%s %s may answer %s with %s", method, path, answer.statusCode(), type)
        .isTrue();
    if (type.equals("application/json")) {
      JsonNode body = JSON.readTree(answer.body());
      assertThat(schema(content.path("schema")).validate(body))
          .as("%s %s: %s", method, path, answer.body())
          .isEmpty();
    }
  }

  private String template(String path) {
    return document.path("paths").properties().stream()
        .map(Map.Entry::getKey)
        .filter(
            template ->
                path.matches(
                    template
                        .replaceAll("\\{series}|\\{name}", ".+")
                        .replaceAll("\\{\\w+}", "[^/]+")))
        .findFirst()
        .orElse("none");
  }

  private JsonSchema schema(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema.toString(),
        text -> {
          ObjectNode whole = schema.deepCopy();
          whole.set("components", document.path("components"));
          SchemaValidatorsConfig config =
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
          return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole, config);
        });
  }
}
