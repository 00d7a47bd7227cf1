package io.foretide.runtime.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The OpenAPI 3.1 document of a table of routes. */
public final class OpenApi {
  private final JsonSchemas schemas = new JsonSchemas();
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();

  private OpenApi(String version, List<Route> routes) {
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Foretide")
        .put("version", version)
        .put("description", "Forecasts that keep themselves current. Every error is an ApiError.");
    ObjectNode paths = document.putObject("paths");
    routes.forEach(
        route ->
            paths
                .withObjectProperty(route.path())
                .set(route.method().toLowerCase(Locale.ROOT), operation(route)));
    ObjectNode components = document.putObject("components");
    ObjectNode named = components.putObject("schemas");
    schemas.components().forEach(named::set);
    components
        .putObject("securitySchemes")
        .putObject("key")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "An API key; asked for unless the service listens on loopback.");
  }

  public static ObjectNode of(String version, List<Route> routes) {
    return new OpenApi(version, routes).document;
  }

  private ObjectNode operation(Route route) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    operation.put("summary", route.summary());
    operation.put("operationId", id(route));
    operation.putArray("tags").add(route.tag());
    operation.put("x-role", route.role().name().toLowerCase(Locale.ROOT));
    ArrayNode security = operation.putArray("security");
    if (route.role() != Role.ANYONE) {
      security.addObject().putArray("key");
    }
    ArrayNode parameters = operation.putArray("parameters");
    route.parameters().all().forEach(parameter -> parameters.add(parameter(parameter)));
    route.parameters().rest().ifPresent(help -> parameters.add(others(help)));
    body(operation, route);
    ObjectNode responses = operation.putObject("responses");
    ObjectNode success = responses.putObject(Integer.toString(route.status()));
    success.put("description", "As asked.");
    ObjectNode content = success.putObject("content");
    route
        .contents()
        .forEach(
            (type, answer) ->
                content
                    .putObject(type)
                    .set("schema", answer.map(schemas::of).orElseGet(() -> text(type))));
    ObjectNode failure = responses.putObject("default").put("description", "It failed.");
    failure
        .putObject("content")
        .putObject("application/json")
        .set("schema", schemas.of(ApiError.class));
    return operation;
  }

  private void body(ObjectNode operation, Route route) {
    Optional<ObjectNode> json = route.body().map(schemas::of);
    if (json.isEmpty() && route.consumes().isEmpty()) {
      return;
    }
    ObjectNode content = operation.putObject("requestBody").putObject("content");
    json.ifPresent(schema -> content.putObject("application/json").set("schema", schema));
    for (String type : route.consumes()) {
      ObjectNode schema = content.putObject(type).putObject("schema");
      if (type.startsWith("multipart/")) {
        schema.put("type", "object");
        schema.putObject("properties").putObject("file").put("contentMediaType", "text/csv");
        schema.putArray("required").add("file");
      } else if (type.equals("application/json")) {
        schema.put("type", "object");
      } else {
        schema.put("type", "string");
      }
    }
  }

  /** Parameters whose names are data: each becomes one of its own in the query. */
  private static ObjectNode others(String help) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", "others").put("in", "query").put("description", help);
    node.put("style", "form").put("explode", true).put("required", false);
    node.set(
        "schema",
        JsonSchemas.plain("object")
            .set("additionalProperties", JsonSchemas.array(JsonSchemas.plain("string"))));
    return node;
  }

  private ObjectNode parameter(Parameter parameter) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", parameter.name()).put("in", parameter.inPath() ? "path" : "query");
    node.put("description", parameter.help()).put("required", parameter.required());
    ObjectNode schema = schemas.of(parameter.type());
    if (parameter.min() != Long.MIN_VALUE) {
      schema.put("minimum", parameter.min());
    }
    if (parameter.max() != Long.MAX_VALUE) {
      schema.put("maximum", parameter.max());
    }
    if (!parameter.otherwise().isEmpty()) {
      if (schema.path("type").asText().equals("integer")) {
        schema.put("default", Long.parseLong(parameter.otherwise()));
      } else if (schema.path("type").asText().equals("boolean")) {
        schema.put("default", Boolean.parseBoolean(parameter.otherwise()));
      } else {
        schema.put("default", parameter.otherwise());
      }
    }
    node.set("schema", parameter.many() ? JsonSchemas.array(schema) : schema);
    return node;
  }

  private static ObjectNode text(String type) {
    ObjectNode schema = JsonSchemas.plain("string");
    return type.startsWith("text/") ? schema : schema.put("contentMediaType", type);
  }

  /** {@code get-models-model-versions}. */
  private static String id(Route route) {
    return (route.method() + route.path())
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("-$", "");
  }
}
