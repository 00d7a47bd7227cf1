package io.foretide.runtime.rest;

import java.util.Optional;

/**
 * Who sent a request.
 *
 * @param name of the key; empty where no key is asked for
 */
public record Caller(Optional<String> name, Role role) {
  /** Where no key is asked for, everybody may do everything. */
  public static final Caller UNNAMED = new Caller(Optional.empty(), Role.ADMIN);

  /** The name of a {@link io.javalin.http.Context} attribute that holds the caller. */
  public static final String ATTRIBUTE = "foretide.caller";

  /** For the audit log: the key's name, which nobody can forge; without keys, what was said. */
  public String who(Optional<String> said) {
    return name.or(() -> said.filter(s -> !s.isBlank())).orElse("anonymous over HTTP");
  }
}
