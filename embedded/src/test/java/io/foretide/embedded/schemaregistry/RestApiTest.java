package io.foretide.embedded.schemaregistry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.embedded.testing.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What no well-behaved client sends, and what plain HTTP tools see. */
class RestApiTest {
  private static final String REGISTER = "/subjects/rest/versions";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void badRequestsAreAnsweredWithConfluentsCodes() throws Exception {
    assertError(call("GET", "/subjects/nobody/versions", ""), 404, 40401);
    assertError(call("GET", "/subjects/nobody/versions/1", ""), 404, 40401);
    assertError(call("GET", "/schemas/ids/999999", ""), 404, 40403);
    assertError(call("POST", REGISTER, "{\"schema\":\"{}\"}"), 422, 42201);
    assertError(call("POST", REGISTER, "{\"schema\":\"\"}"), 422, 42201);
    assertError(call("POST", REGISTER, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"), 422, 42201);
    assertError(call("POST", REGISTER, "not json"), 400, 400);
    assertError(call("PUT", "/config", "{\"compatibility\":\"SIDEWAYS\"}"), 422, 42203);
    assertError(call("PUT", "/config", "{}"), 422, 422);
    assertError(call("PUT", "/mode", "{\"mode\":\"SOMETIMES\"}"), 422, 42204);
    assertError(call("GET", "/nowhere", ""), 404, 404);
    assertError(call("PATCH", "/subjects", ""), 405, 405);
  }

  @Test
  void aVersionThatIsNoNumberIsSaidSo() throws Exception {
    call("POST", REGISTER, "{\"schema\":\"\\\"int\\\"\"}");
    assertError(call("GET", REGISTER + "/zero", ""), 422, 42202);
    assertError(call("GET", REGISTER + "/0", ""), 422, 42202);
    assertError(call("GET", REGISTER + "/77", ""), 404, 40402);
    assertThat(call("GET", REGISTER + "/latest", "").statusCode()).isEqualTo(200);
    assertThat(call("GET", REGISTER + "/-1/schema", "").body()).isEqualTo("\"int\"");
  }

  @Test
  void theContentTypeIsTheRegistrysOwn() throws Exception {
    HttpResponse<String> answer = call("GET", "/schemas/types", "");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/vnd.schemaregistry.v1+json");
    assertThat(answer.body()).isEqualTo("[\"AVRO\"]");
  }

  @Test
  void aRuleSetIsRefusedRatherThanLost() throws Exception {
    assertError(
        call("POST", REGISTER, "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":{\"domainRules\":[]}}"),
        422,
        42201);
  }

  private void assertError(HttpResponse<String> answer, int status, int code) throws Exception {
    JsonNode body = json.readTree(answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(body.path("error_code").asInt()).as(answer.body()).isEqualTo(code);
    assertThat(body.path("message").asText()).isNotBlank();
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(TestStack.shared().schemaRegistryUrl() + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
