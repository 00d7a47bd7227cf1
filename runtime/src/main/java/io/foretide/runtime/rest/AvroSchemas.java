package io.foretide.runtime.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** JSON Schemas of what {@link io.foretide.runtime.AvroJson} makes of records of the contracts. */
final class AvroSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonSchemas schemas;

  AvroSchemas(JsonSchemas schemas) {
    this.schemas = schemas;
  }

  ObjectNode of(Class<?> record) {
    return of(SpecificData.get().getSchema(record));
  }

  private ObjectNode of(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return JsonSchemas.plain("string").put("format", "date-time");
    }
    return switch (schema.getType()) {
      case RECORD ->
          schemas.named(
              schema.getName(), SpecificData.get().getClass(schema), () -> record(schema));
      case ENUM -> {
        ArrayNode words = NODES.arrayNode();
        schema.getEnumSymbols().forEach(words::add);
        yield JsonSchemas.plain("string").set("enum", words);
      }
      case ARRAY -> JsonSchemas.array(of(schema.getElementType()));
      case MAP -> {
        ObjectNode map = JsonSchemas.plain("object");
        map.set("additionalProperties", of(schema.getValueType()));
        yield map;
      }
      case UNION -> union(schema.getTypes());
      case STRING -> JsonSchemas.plain("string");
      case INT -> JsonSchemas.plain("integer").put("format", "int32");
      case LONG -> JsonSchemas.plain("integer").put("format", "int64");
      // JSON has no NaN: what is no number is null.
      case DOUBLE, FLOAT ->
          NODES.objectNode().set("type", NODES.arrayNode().add("number").add("null"));
      case BOOLEAN -> JsonSchemas.plain("boolean");
      case NULL -> JsonSchemas.plain("null");
      default -> throw new IllegalStateException("no schema for " + schema);
    };
  }

  private ObjectNode union(List<Schema> types) {
    ArrayNode some = NODES.arrayNode();
    types.forEach(type -> some.add(of(type)));
    return NODES.objectNode().set("anyOf", some);
  }

  private ObjectNode record(Schema schema) {
    ObjectNode object = JsonSchemas.plain("object");
    object.put("description", schema.getDoc());
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = object.putArray("required");
    for (Schema.Field field : schema.getFields()) {
      ObjectNode property = of(field.schema());
      property.put("description", field.doc());
      properties.set(field.name(), property);
      required.add(field.name());
    }
    return object.put("additionalProperties", false);
  }
}
