package io.foretide.embedded.schemaregistry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request taken apart: decoded path segments, query and JSON body. */
final class Request {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_BODY = 8 << 20;

  private final String method;
  private final List<String> path;
  private final Map<String, String> query;
  private final JsonNode body;

  private Request(String method, List<String> path, Map<String, String> query, JsonNode body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.body = body;
  }

  static Request of(HttpExchange exchange) throws IOException {
    // Split before decoding: a subject may hold a slash, as %2F.
    List<String> path =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            // A plus is a plus in a path, and a space only in a query.
            .map(segment -> decoded(segment.replace("+", "%2B")))
            .toList();
    return new Request(exchange.getRequestMethod(), path, query(exchange), body(exchange));
  }

  String method() {
    return method;
  }

  List<String> path() {
    return path;
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(query.get(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** A text field of the body that must be there. */
  String required(String field) {
    String text = body.path(field).textValue();
    if (text == null) {
      throw ApiError.http(422, "the field \"" + field + "\" is missing from the body");
    }
    return text;
  }

  /** The body as a schema to register, look up or compare. */
  Candidate candidate() {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") && !body.path("schemaType").isNull()) {
      throw ApiError.invalidSchema("Invalid schema type " + type + ": this registry takes AVRO");
    }
    for (String unsupported : List.of("ruleSet", "metadata")) {
      if (body.hasNonNull(unsupported)) {
        throw ApiError.invalidSchema("this registry does not keep \"" + unsupported + "\"");
      }
    }
    List<Reference> references = new ArrayList<>();
    for (JsonNode r : body.path("references")) {
      references.add(
          new Reference(
              r.path("name").asText(), r.path("subject").asText(), r.path("version").asInt()));
    }
    if (body.path("schema").asText().isBlank()) {
      throw ApiError.invalidSchema("Empty schema");
    }
    return new Candidate(required("schema"), references, number("version"), number("id"));
  }

  private Optional<Integer> number(String field) {
    int value = body.path(field).asInt(-1);
    return value > 0 ? Optional.of(value) : Optional.empty();
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw ApiError.http(413, "the body is larger than " + LARGEST_BODY + " bytes");
    }
    if (bytes.length == 0) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw ApiError.http(400, "the body is not JSON: " + e.getMessage());
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int at = pair.indexOf('=');
        query.put(
            decoded(at < 0 ? pair : pair.substring(0, at)),
            at < 0 ? "" : decoded(pair.substring(at + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
