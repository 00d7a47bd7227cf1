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
  private final boolean required;
  private final boolean loopback;
  private final ApiKeys keys;

  private Access(boolean required, boolean loopback, ApiKeys keys) {
    this.required = required;
    this.loopback = loopback;
    this.keys = keys;
  }

  /** Nobody is asked for a key: for a port that only this machine reaches. */
  public static Access open() {
    return new Access(false, true, ApiKeys.NONE);
  }

  /**
   * As settings {@code http.host}, {@code access} and {@code access.key.*} say. Where keys are
   * asked for and none is configured, one for an admin is made and kept in the data folder.
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
    return new Access(required, loopback, required ? ApiKeys.of(config) : ApiKeys.NONE);
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
    Optional<Caller> caller = key.flatMap(keys::caller);
    if (asked == Role.ANYONE) {
      return caller.orElse(new Caller(Optional.of("nobody"), Role.ANYONE));
    }
    Caller known =
        caller.orElseThrow(
            () ->
                new CodedException(
                    "FT-1920",
                    key.isEmpty()
                        ? "this needs an API key: send it as Authorization: Bearer KEY"
                        : "this API key is not known here"));
    if (!known.role().mayCall(asked)) {
      throw new CodedException(
          "FT-1921",
          "this needs the role %s, and key %s is a %s"
              .formatted(word(asked), known.name().orElse(""), word(known.role())));
    }
    return known;
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Whatever it is, the port will not open on it.
      return false;
    }
  }
}
