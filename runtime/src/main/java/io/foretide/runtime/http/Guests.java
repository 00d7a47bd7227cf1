package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pages of other addresses that may ask in a reader's name, such as an app that embeds {@code
 * <foretide-retrain>}: setting {@code http.origins}. They bring a key of their own where keys are
 * asked for, since a browser sends no cookie of ours along with what they ask.
 */
final class Guests {
  static final Guests NONE = new Guests(Set.of());

  private static final String HOURS_2 = "7200";

  private final Set<String> origins;

  private Guests(Set<String> origins) {
    this.origins = origins;
  }

  /**
   * @throws CodedException FT-1303 if one of them is no origin
   */
  static Guests of(ServiceConfig config) {
    String named = config.find("http.origins").orElse("");
    return new Guests(
        Arrays.stream(named.split(","))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .map(Guests::origin)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String origin(String text) {
    try {
      URI uri = URI.create(text.toLowerCase(Locale.ROOT));
      String plain = uri.getScheme() + "://" + uri.getRawAuthority();
      if (uri.getHost() != null
          && uri.getScheme().matches("https?")
          && text.length() == plain.length()) {
        return plain;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as of everything else that is none.
    }
    throw new CodedException(
        "FT-1303",
        "setting http.origins lists addresses such as https://shop.example or"
            + " http://localhost:3000, with commas between and nothing after the port; not \""
            + text
            + "\"");
  }

  /** Whether a page of theirs asks. */
  boolean welcome(Context ctx) {
    return origin(ctx).filter(origins::contains).isPresent();
  }

  private static Optional<String> origin(Context ctx) {
    return Optional.ofNullable(ctx.header("Origin"));
  }

  /** Tells the browser that the answer may be read, and of what it asks beforehand. */
  void answer(Context ctx) {
    if (!origins.isEmpty()) {
      ctx.header("Vary", "Origin");
    }
    if (!welcome(ctx)) {
      return;
    }
    ctx.header("Access-Control-Allow-Origin", origin(ctx).orElseThrow());
    ctx.header("Access-Control-Expose-Headers", "Location, Content-Disposition, Retry-After");
    if (ctx.method().name().equals("OPTIONS")
        && ctx.header("Access-Control-Request-Method") != null) {
      ctx.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
      ctx.header("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID");
      ctx.header("Access-Control-Max-Age", HOURS_2);
      ctx.status(204).skipRemainingHandlers();
    }
  }
}
