package io.foretide.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as plain JSON: instants in ISO 8601, no wrapping of unions, numbers that JSON lacks as
 * null.
 */
public final class AvroJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AvroJson() {}

  public static ObjectNode of(SpecificRecord record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    record
        .getSchema()
        .getFields()
        .forEach(field -> node.set(field.name(), value(record.get(field.pos()))));
    return node;
  }

  public static ArrayNode of(Collection<? extends SpecificRecord> records) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    records.forEach(record -> array.add(of(record)));
    return array;
  }

  private static JsonNode value(Object value) {
    if (value instanceof SpecificRecord record) {
      return of(record);
    } else if (value instanceof Collection<?> items) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(value(item)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      map.forEach((key, item) -> node.set(key.toString(), value(item)));
      return node;
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      return JsonNodeFactory.instance.nullNode();
    } else if (value instanceof Enum<?>
        || value instanceof Instant
        || value instanceof CharSequence) {
      return JsonNodeFactory.instance.textNode(value.toString());
    }
    return MAPPER.valueToTree(value);
  }
}
