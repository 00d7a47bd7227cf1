package io.foretide.forecaster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.http.HttpSurface;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A forecaster on a port of its own. */
final class Running implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was answered. */
  record Answer(int status, JsonNode body, Map<String, List<String>> headers) {}

  private final ForecasterService service;
  private final PrometheusMeterRegistry metrics;
  private final HttpSurface http;
  private final HttpClient client = HttpClient.newHttpClient();

  private Running(ForecasterService service, PrometheusMeterRegistry metrics, HttpSurface http) {
    this.service = service;
    this.metrics = metrics;
    this.http = http;
  }

  static ServiceConfig config(TestTopics topics, Path folder, String instance) {
    return ServiceConfig.of(
        Map.of(
            "bootstrap.servers", topics.bootstrapServers(),
            "schema.registry.url", topics.schemaRegistryUrl(),
            "topic.prefix", topics.wire().prefix(),
            "data.dir", folder.toString(),
            "instance", instance));
  }

  static Running start(TestTopics topics, Path folder, String instance) {
    return start(config(topics, folder, instance));
  }

  static Running start(ServiceConfig config) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ForecasterService service = new ForecasterService(config, metrics, Clock.systemUTC());
    service.start();
    return new Running(
        service, metrics, HttpSurface.start("127.0.0.1", 0, List.of(service), metrics));
  }

  ForecasterService service() {
    return service;
  }

  String metrics() {
    return metrics.scrape();
  }

  int port() {
    return http.port();
  }

  Answer ask(String body) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/forecast"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer get(String query) {
    return at("/forecast" + query);
  }

  Answer at(String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build());
  }

  /** Version that answers right now; 0 while there is none. */
  int version() {
    return ask("{}").body().path("version").asInt();
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), JSON.readTree(response.body()), response.headers().map());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    service.close();
  }
}
