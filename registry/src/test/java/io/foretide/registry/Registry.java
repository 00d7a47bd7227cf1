package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.http.HttpSurface;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A registry on topics of its own, and what a test asks of it. Every answer is held to the
 * contract.
 */
final class Registry implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private TestTopics topics;
  private final Map<String, String> settings;
  private RegistryService service;
  private HttpSurface surface;
  private Contract contract;

  private Registry(Map<String, String> settings) {
    this.settings = settings;
  }

  /** One for each test of a class, where it is registered as an extension. */
  static Registry each() {
    return each(Map.of());
  }

  static Registry each(Map<String, String> settings) {
    return new Registry(settings);
  }

  static Registry start(Map<String, String> settings) {
    Registry registry = new Registry(settings);
    registry.begin();
    return registry;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin();
  }

  private void begin() {
    topics = TestStack.shared().topics();
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  private void open() {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Map<String, String> all = new HashMap<>(settings);
    all.put("bootstrap.servers", topics.bootstrapServers());
    all.put("schema.registry.url", topics.schemaRegistryUrl());
    all.put("topic.prefix", topics.wire().prefix());
    all.put("http.port", "0");
    ServiceConfig config = ServiceConfig.of(all);
    service = new RegistryService(config, metrics, Clock.systemUTC());
    service.start();
    surface = HttpSurface.start(config, List.of(service), metrics);
    await().until(() -> service.readiness().ready());
    contract = new Contract(json(send(request("/openapi.json").GET())));
  }

  /** As if the process had been killed and another started. */
  void restart() {
    shut();
    open();
  }

  private void shut() {
    surface.close();
    service.close();
  }

  TestTopics topics() {
    return topics;
  }

  Told told() {
    return new Told(topics);
  }

  Contract contract() {
    return contract;
  }

  int port() {
    return surface.port();
  }

  JsonNode get(String path) {
    HttpResponse<String> answer = tryGet(path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return json(answer);
  }

  /** Without a failure where the answer is an error: for awaiting what is not there yet. */
  JsonNode peek(String path) {
    return json(tryGet(path));
  }

  HttpResponse<String> tryGet(String path) {
    return held("GET", send(request(path).GET()));
  }

  HttpResponse<String> post(String path, String body) {
    return held("POST", send(request(path).POST(BodyPublishers.ofString(body))));
  }

  HttpResponse<String> delete(String path) {
    return held("DELETE", send(request(path).DELETE()));
  }

  /** Held to the contract, whatever the headers. */
  HttpResponse<String> sendHeld(String method, HttpRequest.Builder request) {
    return held(method, send(request));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + surface.port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new AssertionError(request.build().uri().toString(), e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpClient client() {
    return http;
  }

  private HttpResponse<String> held(String method, HttpResponse<String> answer) {
    try {
      contract.holds(method, answer);
      return answer;
    } catch (IOException e) {
      throw new AssertionError(answer.uri() + ": " + answer.body(), e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.uri() + ": " + answer.body(), e);
    }
  }

  static void assertError(HttpResponse<String> answer, int status, String code, String said) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("code").asText()).as(answer.body()).isEqualTo(code);
    assertThat(json(answer).path("message").asText()).contains(said);
  }

  @Override
  public void close() {
    shut();
    topics.close();
  }
}
