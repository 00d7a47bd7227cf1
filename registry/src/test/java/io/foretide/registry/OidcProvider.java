package io.foretide.registry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Signs tokens, and publishes the key to check them by, as an OpenID Connect provider does. */
final class OidcProvider implements AutoCloseable {
  private static final String ISSUER = "https://id.example";
  private static final String AUDIENCE = "foretide";

  private final RsaJsonWebKey key;
  private final HttpServer server;

  private OidcProvider(RsaJsonWebKey key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  static OidcProvider start() throws IOException, JoseException {
    RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("one");
    byte[] keys = new JsonWebKeySet(key).toJson().getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
    return new OidcProvider(key, server);
  }

  /** What makes a registry take this provider's tokens. */
  Map<String, String> settings() {
    return Map.of(
        "oidc.issuer", ISSUER,
        "oidc.audience", AUDIENCE,
        "oidc.jwks.url", "http://127.0.0.1:%d/keys".formatted(server.getAddress().getPort()));
  }

  String token(String subject, String role) throws JoseException {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setClaim("roles", List.of(role));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue("RS256");
    return signature.getCompactSerialization();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
