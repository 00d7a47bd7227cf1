package io.foretide.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.runtime.CodedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Foretide's REST API, with its errors as exceptions of the same code and message. */
public final class RestClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LINE_END = "\r\n";
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private final String url;
  private final Optional<String> key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();

  public RestClient(String url) {
    this(url, Optional.empty());
  }

  /**
   * @param key API key, where one is asked for
   */
  public RestClient(String url, Optional<String> key) {
    this.key = key;
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  public JsonNode get(String path) throws InterruptedException {
    return json(request(path).GET());
  }

  public JsonNode post(String path, JsonNode body) throws InterruptedException {
    return json(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** Posts a form with a file. */
  public JsonNode postForm(String path, Map<String, String> fields, String field, byte[] file)
      throws InterruptedException {
    String boundary = "foretide-" + UUID.randomUUID();
    List<byte[]> parts = new ArrayList<>();
    fields.forEach((name, value) -> parts.add(utf8(part(boundary, name, "") + value + LINE_END)));
    parts.add(utf8(part(boundary, field, "; filename=\"" + field + "\"")));
    parts.add(file);
    parts.add(utf8(LINE_END + "--" + boundary + "--" + LINE_END));
    return json(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArrays(parts)));
  }

  private static String part(String boundary, String name, String more) {
    return "--"
        + boundary
        + LINE_END
        + "Content-Disposition: form-data; name=\""
        + name
        + "\""
        + more
        + LINE_END
        + LINE_END;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public JsonNode delete(String path) throws InterruptedException {
    return json(request(path).DELETE());
  }

  /**
   * Follows server-sent events until one is the last.
   *
   * @param isLast gets each event's data
   * @return the last event's data
   */
  public JsonNode follow(String path, Predicate<JsonNode> isLast) throws InterruptedException {
    HttpRequest request = request(path).header("Accept", "text/event-stream").build();
    HttpResponse<Stream<String>> response = send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() >= 400) {
        throw failure(response.statusCode(), lines.collect(Collectors.joining("\n")));
      }
      return lines
          .filter(line -> line.startsWith("data:"))
          .map(line -> parse(line.substring("data:".length())))
          .filter(isLast)
          .findFirst()
          .orElseThrow(
              () -> new CodedException("FT-1704", url + " ended the stream early; ask again"));
    }
  }

  /** A value as one segment of a path. */
  public static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Query text of what is given: {@code ?who=…&why=…}. */
  public static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + segment(p.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    key.ifPresent(value -> request.header("Authorization", "Bearer " + value.strip()));
    return request;
  }

  private URI uri(String path) {
    return URI.create(url + path);
  }

  private JsonNode json(HttpRequest.Builder request) throws InterruptedException {
    HttpResponse<String> response = send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw failure(response.statusCode(), response.body());
    }
    return parse(response.body());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new CodedException(
          "FT-1702",
          "nothing answers at "
              + url
              + "; start Foretide with \"foretide up\", or say where it is with --url",
          e);
    }
  }

  private CodedException failure(int status, String body) {
    try {
      JsonNode error = JSON.readTree(body);
      if (error.hasNonNull("code")) {
        return new CodedException(error.get("code").asText(), error.path("message").asText());
      }
    } catch (JsonProcessingException e) {
      // Not one of Foretide's errors: something else listens there, or stands between.
    }
    return new CodedException("FT-1705", url + " answered with status " + status + ": " + body);
  }

  private JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CodedException("FT-1705", url + " did not answer with JSON: " + text, e);
    }
  }
}
