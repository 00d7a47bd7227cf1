package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;

/** An alias that was moved, as one line. */
final class MoveText {
  private MoveText() {}

  static String of(String model, JsonNode moved) {
    String from =
        moved.hasNonNull("fromVersion") ? model + "/" + moved.get("fromVersion").asInt() : "none";
    String share =
        moved.hasNonNull("share") ? " for %s %% of the series".formatted(moved.get("share")) : "";
    return "%s of %s: %s -> %s/%d%s, %s"
        .formatted(
            moved.path("alias").asText(),
            model,
            from,
            model,
            moved.path("toVersion").asInt(),
            share,
            moved.path("why").asText());
  }
}
