package io.foretide.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "a password";
  @TempDir private static Path folder;
  private static KeyStore store;

  @BeforeAll
  static void certify() throws IOException, InterruptedException, GeneralSecurityException {
    store = certify("http");
  }

  /** Makes a key and its certificate: NAME.p12, NAME.crt and NAME.key. */
  private static KeyStore certify(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "http", "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      made.load(in, PASSWORD.toCharArray());
    }
    pem(name + ".crt", "CERTIFICATE", made.getCertificate("http").getEncoded());
    pem(name + ".key", "PRIVATE KEY", made.getKey("http", PASSWORD.toCharArray()).getEncoded());
    return made;
  }

  @Test
  void aKeystoreMakesThePortSpeakTls() throws Exception {
    assertSpeaksTls(
        Map.of(
            "tls.keystore",
            folder.resolve("http.p12").toString(),
            "tls.keystore.password",
            PASSWORD));
  }

  @Test
  void pemFilesDoToo() throws Exception {
    assertSpeaksTls(
        Map.of(
            "tls.certificate", folder.resolve("http.crt").toString(),
            "tls.key", folder.resolve("http.key").toString()));
  }

  @Test
  void aReplacedCertificateIsShownWithoutARestartAsSoonAsItsKeyIsThere() throws Exception {
    KeyStore next = certify("next");
    Path chain = Files.copy(folder.resolve("http.crt"), folder.resolve("live.crt"));
    Path key = Files.copy(folder.resolve("http.key"), folder.resolve("live.key"));
    try (HttpSurface http =
        start(
            Map.of(
                "tls.certificate", chain.toString(),
                "tls.key", key.toString(),
                "tls.look.ms", "20"))) {
      assertThat(shown(http)).isEqualTo(store.getCertificate("http"));
      Files.writeString(chain, "half a");
      Files.copy(folder.resolve("next.crt"), chain, StandardCopyOption.REPLACE_EXISTING);
      await()
          .during(Duration.ofMillis(300))
          .until(() -> shown(http).equals(store.getCertificate("http")));
      Files.copy(folder.resolve("next.key"), key, StandardCopyOption.REPLACE_EXISTING);
      await().until(() -> shown(http).equals(next.getCertificate("http")));
    }
  }

  /** The certificate that a new connection meets. */
  private static Certificate shown(HttpSurface http) throws Exception {
    SSLContext curious = SSLContext.getInstance("TLS");
    curious.init(null, new TrustManager[] {new TrustsEverybody()}, null);
    try (SSLSocket socket =
        (SSLSocket) curious.getSocketFactory().createSocket("localhost", http.port())) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** To look at a certificate before anybody trusts it. */
  private static final class TrustsEverybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void whatCannotBeReadIsSaidAtTheStartAndWithoutThePassword() {
    assertRefused(
        Map.of(
            "tls.keystore",
            folder.resolve("http.p12").toString(),
            "tls.keystore.password",
            "guessed secret"),
        "FT-1318",
        "http.p12");
    assertRefused(
        Map.of(
            "tls.certificate", folder.resolve("http.crt").toString(),
            "tls.key", folder.resolve("http.crt").toString()),
        "FT-1318",
        "PRIVATE KEY");
    assertRefused(
        Map.of("tls.certificate", folder.resolve("http.crt").toString()), "FT-1302", "tls.key");
  }

  private static void assertRefused(Map<String, String> settings, String code, String said) {
    assertThatThrownBy(() -> start(settings))
        .isInstanceOfSatisfying(CodedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(said)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("guessed secret"));
    assertThat(ServiceConfig.of(settings).toString()).doesNotContain("guessed secret");
  }

  private static void assertSpeaksTls(Map<String, String> settings) throws Exception {
    try (HttpSurface http = start(settings)) {
      assertThat(http.scheme()).isEqualTo("https");
      String url = "https://localhost:" + http.port();
      HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
      HttpResponse<String> live = send(client, HttpRequest.newBuilder(URI.create(url + "/live")));
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      String key = ApiKeys.make();
      HttpResponse<String> session =
          send(
              client,
              HttpRequest.newBuilder(URI.create(url + "/session"))
                  .method("DELETE", BodyPublishers.noBody())
                  .header("Authorization", "Bearer " + key));
      assertThat(session.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
      assertThatThrownBy(
              () ->
                  send(
                      HttpClient.newHttpClient(),
                      HttpRequest.newBuilder(
                          URI.create("http://localhost:" + http.port() + "/live"))))
          .isInstanceOf(IOException.class);
    }
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpSurface start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("http.port", "0");
    return HttpSurface.start(
        ServiceConfig.of(all), List.of(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static SSLContext trusting() throws GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry("http", store.getCertificate("http"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static void pem(String name, String what, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, body));
  }
}
