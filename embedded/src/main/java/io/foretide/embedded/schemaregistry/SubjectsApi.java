package io.foretide.embedded.schemaregistry;

import io.foretide.embedded.schemaregistry.Routes.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /subjects} and {@code /compatibility}. */
final class SubjectsApi {
  private final RegistryState state;
  private final Subjects subjects;

  SubjectsApi(RegistryState state, Subjects subjects) {
    this.state = state;
    this.subjects = subjects;
  }

  void addTo(Routes routes) {
    routes.get("/subjects", (r, at) -> subjectNames(r));
    routes.post("/subjects/*", (r, at) -> lookup(r, at.get(0)));
    routes.delete("/subjects/*", (r, at) -> subjects.delete(at.get(0), r.flag("permanent")));
    routes.get(
        "/subjects/*/versions",
        (r, at) ->
            subjects.versions(at.get(0), r.flag("deleted")).stream()
                .map(SchemaVersion::version)
                .toList());
    routes.post("/subjects/*/versions", (r, at) -> register(r, at.get(0)));
    routes.get("/subjects/*/versions/*", (r, at) -> json(version(r, at)));
    routes.get(
        "/subjects/*/versions/*/schema", (r, at) -> new RawJson(version(r, at).text().schema()));
    routes.get("/subjects/*/versions/*/referencedby", (r, at) -> referencedBy(version(r, at)));
    routes.delete(
        "/subjects/*/versions/*",
        (r, at) -> subjects.delete(at.get(0), VersionNumber.parse(at.get(1)), r.flag("permanent")));
    routes.post(
        "/compatibility/subjects/*/versions",
        (r, at) ->
            verdict(
                r,
                () -> subjects.incompatibilities(at.get(0), r.candidate(), r.flag("normalize"))));
    routes.post(
        "/compatibility/subjects/*/versions/*",
        (r, at) ->
            verdict(
                r,
                () ->
                    subjects.incompatibilities(
                        at.get(0),
                        VersionNumber.parse(at.get(1)),
                        r.candidate(),
                        r.flag("normalize"))));
  }

  /** A version as clients expect it: {@code schemaType} is left out for Avro. */
  static Map<String, Object> json(SchemaVersion version) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", version.subject());
    json.put("version", version.version());
    json.put("id", version.id());
    if (!version.text().references().isEmpty()) {
      json.put("references", version.text().references());
    }
    json.put("schema", version.text().schema());
    return json;
  }

  private List<String> subjectNames(Request r) {
    String prefix = r.parameter("subjectPrefix").orElse("");
    return state.all().stream()
        .filter(v -> v.subject().startsWith(prefix))
        .filter(v -> r.flag("deletedOnly") ? v.deleted() : r.flag("deleted") || !v.deleted())
        .map(SchemaVersion::subject)
        .distinct()
        .toList();
  }

  private Map<String, Object> lookup(Request r, String subject) {
    return json(subjects.lookup(subject, r.candidate(), r.flag("normalize"), r.flag("deleted")));
  }

  private Map<String, Object> register(Request r, String subject) {
    if (subject.isBlank() || subject.equals("__GLOBAL") || subject.equals("__EMPTY")) {
      throw ApiError.invalidSubject(subject);
    }
    return Map.of("id", subjects.register(subject, r.candidate(), r.flag("normalize")));
  }

  private SchemaVersion version(Request r, List<String> at) {
    return subjects.version(at.get(0), VersionNumber.parse(at.get(1)), r.flag("deleted"));
  }

  private List<Integer> referencedBy(SchemaVersion version) {
    return state.referringTo(version.subject(), version.version()).stream()
        .filter(v -> !v.deleted())
        .map(SchemaVersion::id)
        .distinct()
        .toList();
  }

  private static Map<String, Object> verdict(Request r, Supplier<List<String>> check) {
    List<String> reasons = check.get();
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("is_compatible", reasons.isEmpty());
    if (r.flag("verbose")) {
      verdict.put("messages", reasons);
    }
    return verdict;
  }
}
