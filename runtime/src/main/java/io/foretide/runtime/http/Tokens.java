package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Role;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/**
 * Bearer tokens of an OpenID Connect provider: signed (RS256 or ES256) by one of the keys that it
 * publishes, from this issuer, for this audience, not expired, and valid already. Keys are kept for
 * a while and asked for again when a token names one that is not known.
 */
final class Tokens {
  private static final int CLOCK_SKEW_SECONDS = 30;
  private static final int KEYS_KEPT_SECONDS = 600;

  /** Where the provider is down, keys that were good are good for so much longer. */
  private static final int KEYS_KEPT_IN_NEED_SECONDS = 3600;

  /** Made-up key names make us ask the provider no more often than this. */
  private static final long ASK_AGAIN_MILLIS = 5_000;

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LARGEST_KEYS = 1 << 20;

  private final JwtConsumer consumer;
  private final String nameClaim;
  private final String rolesClaim;
  private final Map<String, Role> roles;

  private Tokens(
      JwtConsumer consumer, String nameClaim, String rolesClaim, Map<String, Role> roles) {
    this.consumer = consumer;
    this.nameClaim = nameClaim;
    this.rolesClaim = rolesClaim;
    this.roles = roles;
  }

  /**
   * As settings {@code oidc.*} say; empty without {@code oidc.issuer}.
   *
   * @throws CodedException FT-1302 if one is missing, FT-1303 if one is malformed
   */
  static Optional<Tokens> of(ServiceConfig config) {
    return config.find("oidc.issuer").map(issuer -> of(config, issuer));
  }

  private static Tokens of(ServiceConfig config, String issuer) {
    Get get = new Get();
    get.setConnectTimeout(PATIENCE_MILLIS);
    get.setReadTimeout(PATIENCE_MILLIS);
    get.setRetries(0);
    get.setResponseBodySizeLimit(LARGEST_KEYS);
    HttpsJwks keys = new HttpsJwks(keysUrl(config.get("oidc.jwks.url")));
    keys.setSimpleHttpGet(get);
    keys.setDefaultCacheDuration(KEYS_KEPT_SECONDS);
    keys.setRetainCacheOnErrorDuration(KEYS_KEPT_IN_NEED_SECONDS);
    keys.setRefreshReprieveThreshold(config.getLong("oidc.ask.again.ms", ASK_AGAIN_MILLIS));
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
            .setJwsAlgorithmConstraints(
                ConstraintType.PERMIT,
                AlgorithmIdentifiers.RSA_USING_SHA256,
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
            .setExpectedIssuer(issuer)
            .setExpectedAudience(config.get("oidc.audience"))
            .setRequireExpirationTime()
            .setRequireSubject()
            .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
            .build();
    return new Tokens(
        consumer,
        config.find("oidc.name.claim").orElse("sub"),
        config.find("oidc.roles.claim").orElse("roles"),
        roles(config));
  }

  /** Keys that came in the clear could be anybody's. */
  private static String keysUrl(String url) {
    URI uri = URI.create(url);
    if (!"https".equals(uri.getScheme()) && !Access.isLoopback(String.valueOf(uri.getHost()))) {
      throw new CodedException(
          "FT-1303", "setting oidc.jwks.url begins with https://, not \"" + url + "\"");
    }
    return url;
  }

  /** What a provider calls the roles; the words themselves unless it is said. */
  private static Map<String, Role> roles(ServiceConfig config) {
    Map<String, Role> roles = new HashMap<>();
    for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
      String word = Access.word(role);
      Stream.of(config.find("oidc.role." + word).orElse(word).split(","))
          .forEach(name -> roles.put(name.strip().toLowerCase(Locale.ROOT), role));
    }
    return Map.copyOf(roles);
  }

  /** Whether it could be a token rather than a key: three parts, joined by dots. */
  static boolean looksLikeOne(String credential) {
    return credential.chars().filter(c -> c == '.').count() == 2;
  }

  /**
   * Who the token speaks for, with the highest of the roles that it names.
   *
   * @throws CodedException FT-1920 if it is not valid, FT-1924 if that cannot be told now
   */
  Caller caller(String token) {
    try {
      JwtClaims claims = consumer.processToClaims(token.strip());
      Role role =
          rolesIn(claims)
              .map(name -> roles.getOrDefault(name.toLowerCase(Locale.ROOT), Role.ANYONE))
              .reduce(Role.ANYONE, (a, b) -> a.mayCall(b) ? a : b);
      Object name =
          Optional.ofNullable(claims.getClaimValue(nameClaim)).orElse(claims.getSubject());
      // Told apart from an API key of the same name.
      return new Caller(Optional.of("oidc:" + name), role);
    } catch (InvalidJwtException e) {
      if (causedBy(e, IOException.class)) {
        throw new CodedException(
            "FT-1924", "the keys at oidc.jwks.url cannot be fetched, so no token can be checked");
      }
      // The exception's own message holds the claims: it goes nowhere.
      throw new CodedException("FT-1920", "this token is not valid: " + reason(e));
    } catch (MalformedClaimException e) {
      throw new CodedException("FT-1920", "this token is not valid: a claim is malformed", e);
    }
  }

  private Stream<String> rolesIn(JwtClaims claims) {
    Object value = claims.getClaimsMap();
    for (String part : rolesClaim.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    if (value instanceof Collection<?> all) {
      return all.stream().map(String::valueOf);
    }
    return value == null ? Stream.empty() : Stream.of(String.valueOf(value).split("[ ,]+"));
  }

  private static boolean causedBy(Throwable e, Class<? extends Throwable> type) {
    return type.isInstance(e) || (e.getCause() != null && causedBy(e.getCause(), type));
  }

  private static String reason(InvalidJwtException e) {
    if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
      return "it has expired; get a new one";
    } else if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
      return "it is not valid yet";
    } else if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID)
        || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
      return "it is not from oidc.issuer";
    } else if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
        || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
      return "it is not for oidc.audience";
    }
    return "its signature, its algorithm or its form is not what oidc.issuer gives";
  }
}
