package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stands before every route: sends away requests that another site's page made in the reader's
 * name, asks for keys, and tells browsers what a page of ours may do.
 */
final class Guard {
  /** A browser sends it along with requests that cannot set headers: downloads, event streams. */
  static final String COOKIE = "foretide-key";

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);
  private static final String BEARER = "Bearer ";
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private final Access access;
  private final Guests guests;

  Guard(Access access, Guests guests) {
    this.access = access;
    this.guests = guests;
  }

  void register(RoutesConfig routes) {
    routes.before(Guard::headers);
    routes.before(this::checkOrigin);
    routes.before(guests::answer);
    routes.beforeMatched(this::admit);
  }

  private static void headers(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Referrer-Policy", "no-referrer");
  }

  /** Against forged requests (CSRF), and names that are made to point here (DNS rebinding). */
  private void checkOrigin(Context ctx) {
    String host = Optional.ofNullable(ctx.header("Host")).orElse("");
    if (!access.required() && access.loopback() && !LOCAL.matcher(host).matches()) {
      throw new CodedException(
          "FT-1922",
          "without keys, only http://localhost is answered, not \"" + host + "\"; set access=on");
    }
    if (READS.contains(ctx.method().name()) || guests.welcome(ctx)) {
      return;
    }
    String site = ctx.header("Sec-Fetch-Site");
    String origin = ctx.header("Origin");
    boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
    boolean foreignOrigin = origin != null && !origin.replaceFirst("^https?://", "").equals(host);
    if (foreignSite || foreignOrigin) {
      throw new CodedException(
          "FT-1923",
          "another site's page asked for this (" + origin + "); only pages of " + host + " may");
    }
  }

  private void admit(Context ctx) {
    Role asked =
        ctx.routeRoles().stream()
            .filter(Role.class::isInstance)
            .map(Role.class::cast)
            .findFirst()
            .orElse(READS.contains(ctx.method().name()) ? Role.VIEWER : Role.OPERATOR);
    try {
      Caller caller = access.admit(key(ctx), asked);
      ctx.attribute(Caller.ATTRIBUTE, caller);
    } catch (CodedException e) {
      ctx.header("WWW-Authenticate", "Bearer");
      throw e;
    }
  }

  private static Optional<String> key(Context ctx) {
    return Optional.ofNullable(ctx.header("Authorization"))
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()))
        .or(() -> Optional.ofNullable(ctx.cookie(COOKIE)));
  }
}
