package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;

/** An alias that was moved, as one line. */
final class MoveText {
  private MoveText() {}

  static String of(String model, JsonNode moved) {
    String from =
        moved.hasNonNull("fromVersion") ? model + "/" + moved.get("fromVersion").asInt() : "none";
    return "%s of %s: %s -> %s/%d, %s"
        .formatted(
            moved.path("alias").asText(),
            model,
            from,
            model,
            moved.path("toVersion").asInt(),
            moved.path("why").asText());
  }
}
