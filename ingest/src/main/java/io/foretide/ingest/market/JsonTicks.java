package io.foretide.ingest.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines of JSON as ticks: {@code {"symbol":"AAPL","time":"2026-01-05T14:30:00.25Z",
 * "price":187.2,"size":100,"tradeId":"77"}}. A time that is a number counts seconds, milliseconds,
 * microseconds or nanoseconds since the epoch, whichever gives a time of this age.
 */
public final class JsonTicks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonTicks() {}

  /**
   * @return the symbol that the line names; empty if it names none
   * @throws IllegalArgumentException if it is no tick; the message says why
   */
  public static Optional<String> read(String line, Tick into) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    JsonNode sequence = field(node, "sequence", "seq");
    byte[] id =
        field(node, "tradeId", "tradeid", "trade_id", "id")
            .asText("")
            .getBytes(StandardCharsets.UTF_8);
    into.set(
        micros(field(node, "time", "timestamp", "t")),
        number(field(node, "price", "p"), "price"),
        number(field(node, "size", "quantity", "volume", "q"), "size"),
        id,
        0,
        id.length,
        sequence.canConvertToLong(),
        sequence.asLong());
    return Optional.of(field(node, "symbol", "s").asText("").strip()).filter(s -> !s.isEmpty());
  }

  private static JsonNode field(JsonNode node, String... names) {
    return List.of(names).stream()
        .filter(node::hasNonNull)
        .findFirst()
        .map(node::get)
        .orElse(JSON.missingNode());
  }

  private static double number(JsonNode node, String name) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    try {
      return Double.parseDouble(node.asText().strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("its " + name + " is no number", e);
    }
  }

  private static long micros(JsonNode node) {
    if (node.isNumber() || node.asText().matches("\\d{1,19}(\\.\\d+)?")) {
      double value = node.asDouble();
      double size = Math.abs(value);
      if (size < 1e11) {
        return Math.round(value * 1e6);
      }
      return size < 1e14
          ? Math.round(value * 1e3)
          : size < 1e17 ? node.asLong() : node.asLong() / 1_000;
    }
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(node.asText()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "its time is neither like 2026-01-05T14:30:00.25Z nor a number", e);
    }
  }
}
