package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The certificate that the HTTP port shows, and its key. */
final class Tls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private final KeyStore store;
  private final String password;

  private Tls(KeyStore store, String password) {
    this.store = store;
    this.password = password;
  }

  /**
   * From setting {@code tls.keystore} (PKCS 12, with {@code tls.keystore.password}), or {@code
   * tls.certificate} and {@code tls.key} (PEM); empty with neither.
   *
   * @throws CodedException FT-1302 if one is missing, FT-1318 if they cannot be read
   */
  static Optional<Tls> of(ServiceConfig config) {
    Optional<Path> keystore = config.find("tls.keystore").map(Path::of);
    Optional<Path> certificate = config.find("tls.certificate").map(Path::of);
    if (keystore.isEmpty() && certificate.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          keystore.isPresent()
              ? ofKeystore(keystore.get(), config.get("tls.keystore.password"))
              : ofPem(certificate.get(), Path.of(config.get("tls.key"))));
    } catch (IOException | GeneralSecurityException e) {
      throw new CodedException(
          "FT-1318",
          "%s cannot be used for TLS: %s; it is a PKCS 12 store with its password, or a PEM chain with a PKCS 8 key (openssl pkcs8 -topk8 -nocrypt)"
              .formatted(keystore.or(() -> certificate).get(), e),
          e);
    }
  }

  private static Tls ofKeystore(Path file, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    return new Tls(store, password);
  }

  private static Tls ofPem(Path chain, Path key) throws IOException, GeneralSecurityException {
    Certificate[] certificates;
    try (InputStream in = Files.newInputStream(chain)) {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
    }
    if (certificates.length == 0) {
      throw new GeneralSecurityException("there is no certificate in it");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    PrivateKey secret = privateKey(key, certificates[0].getPublicKey().getAlgorithm());
    store.setKeyEntry("http", secret, new char[0], certificates);
    return new Tls(store, "");
  }

  private static PrivateKey privateKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException("there is no PRIVATE KEY in " + file);
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  Connector connector(Server server, HttpConfiguration http, String host, int port) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setKeyStore(store);
    ssl.setKeyStorePassword(password);
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Which names the certificate has is the caller's business to check.
    http.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }
}
