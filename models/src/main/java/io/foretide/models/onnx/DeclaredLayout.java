package io.foretide.models.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A layout as somebody writes it, who leaves out what can be told from the graph. */
final class DeclaredLayout {
  private static final String CODE = "FT-2431";
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeclaredLayout() {}

  /**
   * @param inputs names of the graph's inputs
   * @throws ImportException FT-2431 if it cannot be read, or leaves out what cannot be told
   */
  static OnnxLayout read(String declared, Step step, Set<String> inputs, Set<String> outputs) {
    try {
      JsonNode node = JSON.readTree(declared);
      if (!(node instanceof ObjectNode json)) {
        throw new ImportException(
            CODE, "the layout is a JSON object such as {\"contextLength\": 60, \"horizon\": 28}");
      }
      complete(json, step, inputs, outputs);
      return OnnxLayout.fromJson(json.toString().getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = cause == e ? e.getOriginalMessage() : cause.getMessage();
      throw new ImportException(CODE, "the layout cannot be read: " + why, e);
    } catch (IOException e) {
      throw new ImportException(CODE, "the layout cannot be read: " + e.getMessage(), e);
    }
  }

  private static void complete(
      ObjectNode json, Step step, Set<String> inputs, Set<String> outputs) {
    for (String needed : List.of("contextLength", "horizon")) {
      if (!json.path(needed).isInt()) {
        throw new ImportException(
            CODE, "the layout says how many steps \"" + needed + "\" has, a whole number");
      }
    }
    if (!json.hasNonNull("step")) {
      json.put("step", step.toString());
    }
    if (!json.hasNonNull("gaps")) {
      json.put("gaps", OnnxLayout.Gaps.CARRY.name());
    }
    if (!json.hasNonNull("inputs")) {
      requireOne("inputs", inputs);
      ObjectNode input = json.putArray("inputs").addObject();
      input.put("name", inputs.iterator().next()).put("span", "CONTEXT");
      input.putArray("features").add("target");
    }
    if (!json.hasNonNull("meanOutput")) {
      requireOne("meanOutput", outputs);
      json.put("meanOutput", outputs.iterator().next());
    }
    if (!json.hasNonNull("quantileOutput")) {
      json.put("quantileOutput", "");
    }
    for (String list : List.of("levels", "spread")) {
      if (!json.hasNonNull(list)) {
        json.putArray(list);
      }
    }
  }

  private static void requireOne(String what, Set<String> names) {
    if (names.size() != 1) {
      throw new ImportException(
          CODE, "the layout must say \"" + what + "\", since the graph has " + names);
    }
  }
}
