package io.foretide.embedded.schemaregistry;

import io.foretide.embedded.schemaregistry.Routes.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /schemas}: by id, whatever the subject. Deleted versions keep their ids readable. */
final class SchemasApi {
  private final RegistryState state;

  SchemasApi(RegistryState state) {
    this.state = state;
  }

  void addTo(Routes routes) {
    routes.get("/schemas/types", (r, at) -> List.of("AVRO"));
    routes.get("/schemas", (r, at) -> list(r));
    routes.get("/schemas/ids/*", (r, at) -> byId(r, id(at)));
    routes.get(
        "/schemas/ids/*/schema", (r, at) -> new RawJson(withId(id(at)).get(0).text().schema()));
    routes.get(
        "/schemas/ids/*/subjects",
        (r, at) -> uses(r, id(at)).stream().map(SchemaVersion::subject).distinct().toList());
    routes.get(
        "/schemas/ids/*/versions",
        (r, at) ->
            uses(r, id(at)).stream()
                .map(v -> Map.of("subject", v.subject(), "version", v.version()))
                .toList());
  }

  private Map<String, Object> byId(Request r, int id) {
    SchemaText text = withId(id).get(0).text();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", text.schema());
    if (!text.references().isEmpty()) {
      json.put("references", text.references());
    }
    if (r.flag("fetchMaxId")) {
      json.put("maxId", state.largestId());
    }
    return json;
  }

  private List<SchemaVersion> withId(int id) {
    List<SchemaVersion> found = state.withId(id);
    if (found.isEmpty()) {
      throw ApiError.schemaNotFound(id);
    }
    return found;
  }

  private List<SchemaVersion> uses(Request r, int id) {
    return withId(id).stream().filter(v -> r.flag("deleted") || !v.deleted()).toList();
  }

  private List<Map<String, Object>> list(Request r) {
    String prefix = r.parameter("subjectPrefix").orElse("");
    List<SchemaVersion> wanted =
        state.all().stream()
            .filter(v -> v.subject().startsWith(prefix))
            .filter(v -> r.flag("deleted") || !v.deleted())
            .toList();
    if (r.flag("latestOnly")) {
      Map<String, SchemaVersion> latest = new LinkedHashMap<>();
      wanted.forEach(v -> latest.put(v.subject(), v));
      wanted = List.copyOf(latest.values());
    }
    return wanted.stream().map(SubjectsApi::json).toList();
  }

  private static int id(List<String> at) {
    try {
      return Integer.parseInt(at.get(0));
    } catch (NumberFormatException e) {
      throw ApiError.http(404, "HTTP 404 Not Found");
    }
  }
}
