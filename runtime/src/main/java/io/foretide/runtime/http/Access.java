package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Role;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may call. Keys are asked for as soon as the port is open to other machines; setting {@code
 * access} is {@code on} or {@code off} for those who know better.
 */
public final class Access {
  private static final Caller NOBODY = new Caller(Optional.of("nobody"), Role.ANYONE);

  private final boolean required;
  private final boolean loopback;
  private final ApiKeys keys;
  private final Optional<Tokens> tokens;

  private Access(boolean required, boolean loopback, ApiKeys keys, Optional<Tokens> tokens) {
    this.required = required;
    this.loopback = loopback;
    this.keys = keys;
    this.tokens = tokens;
  }

  /** Nobody is asked for a key: for a port that only this machine reaches. */
  public static Access open() {
    return new Access(false, true, ApiKeys.NONE, Optional.empty());
  }

  /**
   * As settings {@code http.host}, {@code access}, {@code access.key.*} and {@code oidc.*} say.
   * Where keys are asked for, none is configured and no tokens are taken, one for an admin is made
   * and kept in the data folder.
   *
   * @throws CodedException FT-1303 if a setting is malformed
   */
  public static Access of(ServiceConfig config) {
    boolean loopback = isLoopback(config.get("http.host"));
    String mode = config.find("access").orElse("auto").toLowerCase(Locale.ROOT);
    boolean required =
        switch (mode) {
          case "on" -> true;
          case "off" -> false;
          case "auto" -> !loopback;
          default ->
              throw new CodedException(
                  "FT-1303", "setting access is auto, on or off, not \"" + mode + "\"");
        };
    if (!required) {
      return new Access(false, loopback, ApiKeys.NONE, Optional.empty());
    }
    Optional<Tokens> tokens = Tokens.of(config);
    return new Access(true, loopback, ApiKeys.of(config, tokens.isEmpty()), tokens);
  }

  boolean required() {
    return required;
  }

  /** Whether only this machine reaches the port. */
  boolean loopback() {
    return loopback;
  }

  /**
   * @param key what the request brought
   * @throws CodedException FT-1920 without a valid key, FT-1921 if its role does not do
   */
  Caller admit(Optional<String> key, Role asked) {
    if (!required) {
      return Caller.UNNAMED;
    }
    if (asked == Role.ANYONE) {
      return anyone(key);
    }
    Caller known =
        key.flatMap(this::caller)
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1920",
                        key.isEmpty()
                            ? "this needs an API key or a token: send it as Authorization: Bearer KEY"
                            : "this API key is not known here"));
    if (!known.role().mayCall(asked)) {
      throw new CodedException(
          "FT-1921",
          "this needs the role %s, and %s is a %s"
              .formatted(word(asked), known.name().orElse(""), word(known.role())));
    }
    return known;
  }

  /** What anyone may have is not refused for a key that is no longer good. */
  private Caller anyone(Optional<String> key) {
    try {
      return key.flatMap(this::caller).orElse(NOBODY);
    } catch (CodedException e) {
      return NOBODY;
    }
  }

  private Optional<Caller> caller(String key) {
    return tokens.isPresent() && Tokens.looksLikeOne(key)
        ? Optional.of(tokens.get().caller(key))
        : keys.caller(key);
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Whatever it is, the port will not open on it.
      return false;
    }
  }
}
