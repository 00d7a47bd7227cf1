package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.runtime.http.ApiKeys;
import io.foretide.runtime.rest.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccessTest {
  private final String viewer = ApiKeys.make();
  private final String operator = ApiKeys.make();
  private final String admin = ApiKeys.make();
  private Registry registry;

  private void start(Map<String, String> settings) {
    registry = Registry.start(settings);
  }

  private void startWithKeys() {
    start(
        Map.of(
            "access", "on",
            "access.key.vera", ApiKeys.configured(Role.VIEWER, viewer),
            "access.key.otto", ApiKeys.configured(Role.OPERATOR, operator),
            "access.key.ada", ApiKeys.configured(Role.ADMIN, admin)));
    registry.told().events(Told.version(1), Told.moved(null, 1), Told.version(2), Told.version(3));
    await()
        .until(
            () -> Registry.json(get("/models/sales/versions", viewer)).path("total").asInt() == 3);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void eachRoleMayDoWhatItIsForAndNoMore() {
    startWithKeys();
    assertError(registry.tryGet("/models"), 401, "FT-1920", "Authorization: Bearer");
    assertError(get("/models", "ft_guessed"), 401, "FT-1920", "not known");
    assertThat(get("/models", viewer).statusCode()).isEqualTo(200);
    assertError(promote(viewer, 2), 403, "FT-1921", "vera is a viewer");
    assertThat(promote(operator, 2).statusCode()).isEqualTo(202);
    assertError(retire(operator), 403, "FT-1921", "admin");
    assertThat(retire(admin).statusCode()).isEqualTo(202);
    assertThat(registry.tryGet("/live").statusCode()).isEqualTo(200);
    assertThat(registry.tryGet("/metrics").statusCode()).isEqualTo(401);
  }

  @Test
  void theAuditLogHasTheNameOfTheKeyWhateverTheRequestSays() {
    startWithKeys();
    promote(operator, 2);
    await().until(() -> Registry.json(get("/audit?who=otto", viewer)).path("total").asInt() == 1);
    assertThat(Registry.json(get("/audit?who=eve", viewer)).path("total").asInt()).isZero();
  }

  @Test
  void aBrowserMayKeepTheKeyInACookieThatNoScriptReads() {
    startWithKeys();
    assertError(registry.post("/session", "{\"key\": \"ft_wrong\"}"), 401, "FT-1920", "not known");
    HttpResponse<String> begun = registry.post("/session", "{\"key\": \"%s\"}".formatted(operator));
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
    var with = registry.request("/session").header("Cookie", cookie.split(";")[0]);
    var session = Registry.json(registry.sendHeld("GET", with.GET()));
    assertThat(session.path("name").asText()).isEqualTo("otto");
    assertThat(session.path("role").asText()).isEqualTo("operator");
    assertThat(registry.get("/session").path("role").asText()).isEqualTo("anyone");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void anotherSitesPageMayNotChangeAnythingInTheReadersName(String header, String value) {
    start(Map.of());
    assertError(
        registry.sendHeld(
            "POST",
            registry
                .request("/models/train")
                .header(header, value)
                .POST(BodyPublishers.ofString("{\"model\": \"sales\"}"))),
        403,
        "FT-1923",
        "another site");
    String own = "http://127.0.0.1:" + registry.port();
    assertError(
        registry.sendHeld(
            "POST",
            registry
                .request("/models/train")
                .header("Origin", own)
                .POST(BodyPublishers.ofString("{\"model\": \"sales\"}"))),
        404,
        "FT-1601",
        "sales");
  }

  @Test
  void aForeignNameThatPointsToThisMachineIsNotAnswered() throws IOException {
    start(Map.of());
    assertThat(raw("GET /models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("FT-1922");
  }

  @Test
  void browsersAreToldWhatAPageOfOursMayDo() {
    start(Map.of());
    for (String path : List.of("/models", "/models/nothing/overview", "/nowhere")) {
      var headers = registry.send(registry.request(path).GET()).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(path))
          .contains("default-src 'self'", "frame-ancestors 'none'");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
  }

  @Test
  void whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
    start(Map.of("upload.max.bytes", "2000"));
    byte[] large = "date,sales\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    assertError(
        registry.sendHeld(
            "POST", registry.request("/uploads").POST(BodyPublishers.ofByteArray(large))),
        413,
        "FT-1910",
        "2000");
    assertError(
        registry.sendHeld(
            "POST",
            registry
                .request("/uploads")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))),
        413,
        "FT-1910",
        "2000");
  }

  @Test
  void aJsonBodyHasALimitOfItsOwn() {
    start(Map.of());
    String large = "{\"model\": \"" + "x".repeat(1 << 20) + "\"}";
    assertError(registry.post("/models/train", large), 413, "FT-1910", "JSON");
  }

  @Test
  void aSmallBodyInTwoPiecesIsNotTooSlow() throws IOException {
    start(Map.of("http.min.rate", "1000"));
    try (Socket socket = new Socket("127.0.0.1", registry.port())) {
      var out = socket.getOutputStream();
      out.write(
          "POST /models/train HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      // Takes long enough for a rate by the clock to condemn one byte.
      assertThat(registry.tryGet("/models").statusCode()).isEqualTo(200);
      out.write('}');
      out.flush();
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
      assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
  }

  @Test
  void aBodyThatDripsDoesNotHoldItsConnection() throws IOException {
    start(Map.of("http.min.rate", "1000"));
    try (Socket socket = new Socket("127.0.0.1", registry.port())) {
      var out = socket.getOutputStream();
      String head =
          "POST /models/train HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(
              () -> {
                out.write(' ');
                out.flush();
                return socket.getInputStream().available() > 0;
              });
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("FT-1912", "send it whole");
    }
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatNoRouteCanReadIsRefusedWithACodeTooAndNothingOfTheServerIsTold(
      String request, int status) throws IOException {
    start(Map.of());
    assertThat(raw(request + "Host: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status)
        .contains("{\"code\":\"FT-1911\"")
        .doesNotContain("<html", "Jetty", "\tat ");
  }

  static List<Arguments> unreadable() {
    return List.of(
        Arguments.of("GET /dashboard/app.js%00.css HTTP/1.1\r\n", 400),
        Arguments.of("GET /models?x=" + "x".repeat(9000) + " HTTP/1.1\r\n", 414),
        Arguments.of("GET /models HTTP/1.1\r\nCookie: " + "x".repeat(9000) + "\r\n", 431),
        Arguments.of("POST /models/train HTTP/1.1\r\nContent-Length: -5\r\n", 400));
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", registry.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<String> get(String path, String key) {
    return registry.sendHeld("GET", with(key, path).GET());
  }

  private HttpResponse<String> promote(String key, int version) {
    String body = "{\"version\": %d, \"who\": \"eve\"}".formatted(version);
    return registry.sendHeld(
        "POST", with(key, "/models/sales/promote").POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> retire(String key) {
    return registry.sendHeld(
        "POST", with(key, "/models/sales/versions/3/retire").POST(BodyPublishers.ofString("{}")));
  }

  private HttpRequest.Builder with(String key, String path) {
    return registry.request(path).header("Authorization", "Bearer " + key);
  }
}
