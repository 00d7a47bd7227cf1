package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static io.foretide.registry.Told.moved;
import static io.foretide.registry.Told.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.runtime.http.ApiKeys;
import io.foretide.runtime.rest.Role;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.topics.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a key or a token to the name in the audit log. Everybody says to be eve; nobody is. */
class AuditTest {
  private static final String EVE = "\"who\": \"eve\"";

  private final Map<String, String> bearers = new HashMap<>();
  private final Set<String> answered = new HashSet<>();
  private OidcProvider provider;
  private Registry registry;

  @BeforeEach
  void start() throws Exception {
    provider = OidcProvider.start();
    Map<String, String> settings = new HashMap<>(provider.settings());
    settings.put("access", "on");
    for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
      String name = role.name().toLowerCase(Locale.ROOT);
      String key = ApiKeys.make();
      settings.put("access.key." + name, ApiKeys.configured(role, key));
      bearers.put(name, key);
      bearers.put("oidc:" + name, provider.token(name, name));
    }
    registry = Registry.start(settings);
    registry.told().events(Told.defined(), version(1), moved(null, 1), version(2), version(3));
    awaitEntries(5);
  }

  @AfterEach
  void stop() {
    registry.close();
    provider.close();
  }

  @Test
  void everyChangeCarriesTheNameOfTheKeyOrTheTokenThatAskedForIt() {
    post("oidc:operator", "/uploads?filename=may.csv&who=eve", "date,sales\n2024-05-01,3\n");
    answerUploads(1);
    registry.told().reject(uploaded("oidc:operator"), 2, "yesterday,4");
    String redrive = "/uploads/%s/redrive".formatted(uploaded("oidc:operator"));
    await().until(() -> firstRejects(uploaded("oidc:operator")) == 1);
    post("operator", redrive, "{\"columns\": \"date,sales\", %s}".formatted(EVE));
    answerUploads(2);
    post("oidc:operator", "/models/train", "{\"model\": \"sales\", %s}".formatted(EVE));
    send("operator", "DELETE", "/models/training/run-0-0?who=eve&why=wrong%20data", "");
    post("operator", "/models/sales/promote", "{\"version\": 2, %s}".formatted(EVE));
    post("oidc:operator", "/models/sales/define", "{\"horizon\": 14, %s}".formatted(EVE));
    post("oidc:admin", "/models/sales/versions/3/retire", "{%s}".formatted(EVE));
    post("admin", "/models/sales/reset", "{%s}".formatted(EVE));
    awaitEntries(5 + 8);
    assertThat(who())
        .containsExactlyInAnyOrder(
            "UPLOADED oidc:operator",
            "REDRIVEN operator",
            "REQUESTED oidc:operator",
            "CANCELLED operator",
            "MOVED operator",
            "DEFINED oidc:operator",
            "RETIRED oidc:admin",
            "RESET admin");
    JsonNode cancelled = only("what=cancelled");
    assertThat(cancelled.path("run").asText()).isEqualTo("run-0-0");
    assertThat(cancelled.path("model").asText()).isEqualTo("sales");
    assertThat(cancelled.path("why").asText()).isEqualTo("wrong data");
    assertThat(only("what=redriven").path("why").asText())
        .contains("rejected rows of " + uploaded("oidc:operator"));
    assertThat(entries("model=sales&who=eve")).isEmpty();
  }

  @Test
  void whoeverMayOnlyLookChangesNothingAndLeavesNoEntry() {
    for (String viewer : List.of("viewer", "oidc:viewer")) {
      for (String path :
          List.of("/uploads", "/retrain", "/models/train", "/models/sales/promote")) {
        assertError(send(viewer, "POST", path, "{}"), 403, "FT-1921", viewer + " is a viewer");
      }
    }
    for (String operator : List.of("operator", "oidc:operator")) {
      assertError(
          send(operator, "POST", "/models/sales/reset", "{}"), 403, "FT-1921", "the role admin");
    }
    // What was written before this would be seen with it.
    post("admin", "/models/sales/reset", "{}");
    awaitEntries(6);
    assertThat(who()).containsExactly("RESET admin");
  }

  @Test
  void aRunThatHasEndedIsNotCancelled() {
    registry.told().progress("run-0-0", TrainingStage.STARTED, TrainingStage.FINISHED);
    await().until(() -> get("/runs/run-0-0").path("status").asText().equals("FINISHED"));
    assertError(
        send("operator", "DELETE", "/models/training/run-0-0", ""), 409, "FT-1617", "FINISHED");
    assertError(
        send("operator", "DELETE", "/models/training/somewhere", ""), 404, "FT-1604", "run-");
    assertThat(entries("what=cancelled")).isEmpty();
  }

  @Test
  void aFileThatNobodySaysToHaveSentIsStillInTheLog() {
    registry.told().receipt("kcat");
    awaitEntries(6);
    assertThat(who()).containsExactly("UPLOADED not said");
  }

  /** Plays ingest. */
  private void answerUploads(int number) {
    registry.topics().await(Topics.CSV_UPLOADS, all -> all.size() == number).stream()
        // Of several partitions, in any order.
        .filter(sent -> answered.add(sent.key()))
        .forEach(registry.told()::receiptOf);
    await().until(() -> get("/uploads").path("total").asInt() == number);
  }

  private String uploaded(String who) {
    return only("what=uploaded&who=" + who).path("upload").asText();
  }

  private int firstRejects(String upload) {
    return get("/uploads/" + upload).path("firstRejects").size();
  }

  private List<String> who() {
    List<String> found = new ArrayList<>();
    entries("")
        .forEach(
            entry -> {
              if (!entry.path("who").asText().equals("test")) {
                found.add(entry.path("what").asText() + " " + entry.path("who").asText());
              }
            });
    return found;
  }

  private JsonNode only(String query) {
    JsonNode found = entries(query);
    assertThat(found).as(query).hasSize(1);
    return found.path(0);
  }

  private JsonNode entries(String query) {
    return get("/audit?" + query).path("items");
  }

  private void awaitEntries(int number) {
    await().until(() -> get("/audit").path("total").asInt() == number);
  }

  private JsonNode get(String path) {
    return Registry.json(send("viewer", "GET", path, ""));
  }

  private void post(String who, String path, String body) {
    HttpResponse<String> answer = send(who, "POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private HttpResponse<String> send(String who, String method, String path, String body) {
    return registry.sendHeld(
        method,
        registry
            .request(path)
            .header("Authorization", "Bearer " + bearers.get(who))
            .method(method, BodyPublishers.ofString(body)));
  }
}
