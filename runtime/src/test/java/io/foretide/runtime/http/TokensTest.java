package io.foretide.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final String ISSUER = "https://id.example";
  private static final String AUDIENCE = "foretide";

  private final AtomicInteger asked = new AtomicInteger();
  private RsaJsonWebKey key;
  private HttpServer provider;
  private volatile String published;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException, JoseException {
    key = rsa("first");
    publish(key);
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  @Test
  void aTokenSpeaksForItsSubjectInTheHighestOfItsRoles() throws JoseException {
    Caller caller = access().admit(token(claims()), Role.OPERATOR);
    assertThat(caller).isEqualTo(new Caller(Optional.of("oidc:ada"), Role.OPERATOR));
    JwtClaims nobody = claims();
    nobody.setClaim("roles", List.of("cook"));
    refused(access(), token(nobody), Role.VIEWER, "FT-1921", "oidc:ada is a anyone");
    refused(access(), token(claims()), Role.ADMIN, "FT-1921", "admin");
  }

  @Test
  void rolesMayStandElsewhereUnderOtherNames() throws JoseException {
    JwtClaims claims = claims();
    claims.unsetClaim("roles");
    claims.setClaim("realm_access", Map.of("roles", List.of("planners")));
    claims.setClaim("preferred_username", "ada.l");
    Access access =
        access(
            Map.of(
                "oidc.roles.claim", "realm_access.roles",
                "oidc.role.admin", "owners,planners",
                "oidc.name.claim", "preferred_username"));
    assertThat(access.admit(token(claims), Role.ADMIN))
        .isEqualTo(new Caller(Optional.of("oidc:ada.l"), Role.ADMIN));
  }

  @Test
  void es256IsTakenToo() throws JoseException {
    PublicJsonWebKey elliptic = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    elliptic.setKeyId("curve");
    publish(elliptic);
    assertThat(access().admit(signed(claims(), elliptic, "ES256"), Role.VIEWER).name())
        .hasValue("oidc:ada");
  }

  @Test
  void anExpiredATooEarlyAndAForeignTokenAreRefused() throws JoseException {
    JwtClaims expired = claims();
    expired.setExpirationTime(in(-120));
    refused(access(), token(expired), Role.VIEWER, "FT-1920", "expired");
    JwtClaims early = claims();
    early.setNotBefore(in(120));
    refused(access(), token(early), Role.VIEWER, "FT-1920", "not valid yet");
    JwtClaims eternal = claims();
    eternal.unsetClaim("exp");
    refused(access(), token(eternal), Role.VIEWER, "FT-1920", "not valid");
    JwtClaims elsewhere = claims();
    elsewhere.setAudience("another");
    refused(access(), token(elsewhere), Role.VIEWER, "FT-1920", "oidc.audience");
    JwtClaims stranger = claims();
    stranger.setIssuer("https://evil.example");
    refused(access(), token(stranger), Role.VIEWER, "FT-1920", "oidc.issuer");
  }

  @Test
  void aForgedSignatureAndOneThatIsNoneAreRefused() throws JoseException {
    RsaJsonWebKey forger = rsa("first");
    refused(access(), signed(claims(), forger, "RS256"), Role.VIEWER, "FT-1920", "signature");
    String unsigned =
        part("{\"alg\":\"none\",\"kid\":\"first\"}") + "." + part(claims().toJson()) + ".";
    refused(access(), Optional.of(unsigned), Role.VIEWER, "FT-1920", "algorithm");
    // The public key, which anybody has, taken for a shared secret.
    JsonWebSignature confused = new JsonWebSignature();
    confused.setPayload(claims().toJson());
    confused.setKeyIdHeaderValue("first");
    confused.setAlgorithmHeaderValue("HS256");
    confused.setKey(new HmacKey(key.getPublicKey().getEncoded()));
    refused(
        access(),
        Optional.of(confused.getCompactSerialization()),
        Role.VIEWER,
        "FT-1920",
        "algorithm");
    String good = token(claims()).orElseThrow();
    String[] parts = good.split("\\.");
    JwtClaims promoted = claims();
    promoted.setClaim("roles", List.of("admin"));
    refused(
        access(),
        Optional.of(parts[0] + "." + part(promoted.toJson()) + "." + parts[2]),
        Role.VIEWER,
        "FT-1920",
        "signature");
  }

  @Test
  void keysAreKeptAndAskedForAgainWhenTheProviderHasChangedThem() throws JoseException {
    Access access = access();
    access.admit(token(claims()), Role.VIEWER);
    access.admit(token(claims()), Role.VIEWER);
    assertThat(asked).as("one look at the provider").hasValue(1);
    RsaJsonWebKey next = rsa("second");
    publish(next);
    assertThat(access.admit(signed(claims(), next, "RS256"), Role.VIEWER).role())
        .isEqualTo(Role.OPERATOR);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aProviderThatDoesNotAnswerIsSaidToBeTheReason() throws JoseException {
    status = 500;
    refused(access(), token(claims()), Role.VIEWER, "FT-1924", "oidc.jwks.url");
    assertThat(access().admit(token(claims()), Role.ANYONE).role()).isEqualTo(Role.ANYONE);
  }

  @Test
  void apiKeysAreTakenBesideTokens() {
    String apiKey = ApiKeys.make();
    Access access = access(Map.of("access.key.otto", ApiKeys.configured(Role.VIEWER, apiKey)));
    assertThat(access.admit(Optional.of(apiKey), Role.VIEWER).name()).hasValue("otto");
  }

  @Test
  void keysInTheClearAreNotTaken() {
    assertThatThrownBy(() -> access(Map.of("oidc.jwks.url", "http://id.example/keys")))
        .isInstanceOf(CodedException.class)
        .hasMessageContaining("https://");
  }

  private static void refused(
      Access access, Optional<String> token, Role asked, String code, String said) {
    assertThatThrownBy(() -> access.admit(token, asked))
        .isInstanceOfSatisfying(
            CodedException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(said)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(token.orElseThrow()));
  }

  private Access access() {
    return access(Map.of());
  }

  private Access access(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("access", "on");
    settings.put("oidc.issuer", ISSUER);
    settings.put("oidc.audience", AUDIENCE);
    settings.put("oidc.ask.again.ms", "0");
    settings.put(
        "oidc.jwks.url", "http://127.0.0.1:%d/keys".formatted(provider.getAddress().getPort()));
    settings.putAll(more);
    return Access.of(ServiceConfig.of(settings));
  }

  private static JwtClaims claims() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject("ada");
    claims.setExpirationTime(in(300));
    claims.setClaim("roles", List.of("viewer", "operator", "cook"));
    return claims;
  }

  private static NumericDate in(long seconds) {
    NumericDate date = NumericDate.now();
    date.addSeconds(seconds);
    return date;
  }

  private Optional<String> token(JwtClaims claims) throws JoseException {
    return signed(claims, key, "RS256");
  }

  private static Optional<String> signed(JwtClaims claims, PublicJsonWebKey key, String algorithm)
      throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(algorithm);
    return Optional.of(signature.getCompactSerialization());
  }

  private static RsaJsonWebKey rsa(String id) throws JoseException {
    RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId(id);
    return key;
  }

  private void publish(PublicJsonWebKey key) {
    published = new JsonWebKeySet(key).toJson();
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
