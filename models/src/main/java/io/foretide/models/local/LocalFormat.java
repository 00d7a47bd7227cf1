package io.foretide.models.local;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A local model as one JSON file: how a series is read, the method with its settings, and the
 * parameters by series id.
 */
public final class LocalFormat<P> implements ModelFormat {
  static final String FILE = "local.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;
  private final Class<? extends LocalMethod<P>> method;
  private final Class<P> parameters;

  public LocalFormat(String id, Class<? extends LocalMethod<P>> method, Class<P> parameters) {
    this.id = id;
    this.method = method;
    this.parameters = parameters;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    JsonNode root = JSON.readTree(artifacts.read(FILE));
    Map<String, LocalModel.Fitted<P>> fitted = new TreeMap<>();
    JavaType type =
        JSON.getTypeFactory().constructParametricType(LocalModel.Fitted.class, parameters);
    for (Map.Entry<String, JsonNode> entry : root.required("series").properties()) {
      fitted.put(entry.getKey(), JSON.treeToValue(entry.getValue(), type));
    }
    return new LocalModel<>(
        id,
        JSON.treeToValue(root.required("scope"), LocalScope.class),
        JSON.treeToValue(root.required("method"), method),
        fitted);
  }

  static byte[] write(
      LocalScope scope, LocalMethod<?> method, Map<String, ? extends LocalModel.Fitted<?>> fitted)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.set("scope", JSON.valueToTree(scope));
    root.set("method", JSON.valueToTree(method));
    ObjectNode series = root.putObject("series");
    new TreeMap<>(fitted).forEach((id, one) -> series.set(id, JSON.valueToTree(one)));
    return JSON.writeValueAsBytes(root);
  }

  /** How many numbers the parameters of a series are. */
  static long numbers(Object parameters) {
    return numbers(JSON.<JsonNode>valueToTree(parameters));
  }

  private static long numbers(JsonNode node) {
    long count = node.isNumber() ? 1 : 0;
    for (JsonNode inner : node) {
      count += numbers(inner);
    }
    return count;
  }
}
