package io.foretide.embedded.schemaregistry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;

/** Parses and compares schemas with Confluent's own classes, references resolved. */
final class Schemas {
  private final RegistryState state;

  Schemas(RegistryState state) {
    this.state = state;
  }

  /**
   * The canonical text, by which equal schemas are recognised.
   *
   * @param normalize also in normal form: field properties in order, names in full
   * @throws ApiError 42201 if it is no Avro schema, or a reference leads nowhere
   */
  SchemaText canonical(Candidate candidate, boolean normalize) {
    AvroSchema parsed = parse(candidate.schema(), candidate.references(), true);
    String text = (normalize ? parsed.normalize() : parsed).canonicalString();
    return new SchemaText(text, candidate.references());
  }

  /**
   * What stands between the new schema and the earlier ones; empty if nothing.
   *
   * @param earlier oldest first; a level that is not transitive looks at the last alone
   */
  List<String> incompatibilities(
      SchemaText newer, List<SchemaVersion> earlier, CompatibilityLevel level) {
    AvroSchema parsed = parse(newer);
    List<ParsedSchemaHolder> previous =
        earlier.stream()
            .map(v -> (ParsedSchemaHolder) new SimpleParsedSchemaHolder(parse(v.text())))
            .toList();
    return parsed.isCompatible(level, previous);
  }

  private AvroSchema parse(SchemaText text) {
    return parse(text.schema(), text.references(), false);
  }

  private AvroSchema parse(String schema, List<Reference> references, boolean strict) {
    Map<String, String> resolved = new LinkedHashMap<>();
    references.forEach(r -> resolve(r, resolved));
    List<SchemaReference> named =
        references.stream()
            .map(r -> new SchemaReference(r.name(), r.subject(), r.version()))
            .toList();
    try {
      return new AvroSchema(schema, named, resolved, null, strict);
    } catch (AvroRuntimeException e) {
      throw ApiError.invalidSchema(
          "Invalid schema " + abbreviated(schema) + ", details: " + e.getMessage());
    }
  }

  /** Depth first: a schema is resolved after those it uses itself. */
  private void resolve(Reference reference, Map<String, String> resolved) {
    if (resolved.containsKey(reference.name())) {
      return;
    }
    SchemaVersion target =
        state.versions(reference.subject()).stream()
            .filter(v -> v.version() == reference.version() && !v.deleted())
            .findFirst()
            .orElseThrow(
                () ->
                    ApiError.invalidSchema(
                        "Invalid schema: no version %d of subject '%s', which it refers to as '%s'"
                            .formatted(
                                reference.version(), reference.subject(), reference.name())));
    target.text().references().forEach(r -> resolve(r, resolved));
    resolved.put(reference.name(), target.text().schema());
  }

  private static String abbreviated(String schema) {
    return schema.length() <= 1000 ? schema : schema.substring(0, 1000) + "…";
  }
}
