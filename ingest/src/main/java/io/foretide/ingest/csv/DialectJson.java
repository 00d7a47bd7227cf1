package io.foretide.ingest.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.List;

final class DialectJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DialectJson() {}

  static String write(Dialect dialect) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("charset", dialect.charset())
            .put("separator", String.valueOf(dialect.separator()))
            .put("quote", String.valueOf(dialect.quote()))
            .put("dateOrder", dialect.dateOrder().name())
            .put("dateExample", dialect.dateExample())
            .put("step", dialect.step().toString())
            .put("headerLine", dialect.headerLine());
    for (Dialect.Column column : dialect.columns()) {
      node.withArray("columns")
          .addObject()
          .put("header", column.header())
          .put("name", column.name())
          .put("role", column.role().name())
          .put("decimalMark", String.valueOf(column.decimalMark()));
    }
    return node.toString();
  }

  static Dialect read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      List<Dialect.Column> columns = new ArrayList<>();
      for (JsonNode column : node.required("columns")) {
        columns.add(
            new Dialect.Column(
                text(column, "header"),
                text(column, "name"),
                Role.valueOf(text(column, "role")),
                text(column, "decimalMark").charAt(0)));
      }
      return new Dialect(
          text(node, "charset"),
          text(node, "separator").charAt(0),
          text(node, "quote").charAt(0),
          DateOrder.valueOf(text(node, "dateOrder")),
          text(node, "dateExample"),
          Step.parse(text(node, "step")),
          node.required("headerLine").asInt(),
          columns);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the JSON of a dialect: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }
}
