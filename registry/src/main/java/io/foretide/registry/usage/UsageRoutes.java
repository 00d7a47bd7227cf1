package io.foretide.registry.usage;

import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.VersionAt;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Examples of the use of a version over HTTP, with the address that the reader came by. */
public final class UsageRoutes implements Api {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]+(:\\d+)?|\\[[0-9a-f:]+](:\\d+)?");

  private final Models models;

  public UsageRoutes(Models models) {
    this.models = models;
  }

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/models/{model}/versions/{version}/usage")
            .says("artifacts", "Examples in Java, JavaScript, Python and curl, to copy")
            .at(VersionAt.class)
            .streams(
                Answer.of(Usage.class),
                (call, ctx) ->
                    ctx.contentType("application/json")
                        .result(Json.bytes(usage(call.at(), url(ctx))))));
  }

  /** What a browser calls this place; nothing else that a request may claim ends up in code. */
  private static String url(Context ctx) {
    String host = Optional.ofNullable(ctx.host()).orElse("");
    return ctx.scheme() + "://" + (HOST.matcher(host).matches() ? host : "localhost:8080");
  }

  private Usage usage(VersionAt at, String url) {
    ModelHistory model = models.model(at.model());
    Published version = model.version(at.version());
    List<String> aliases = model.aliasesOf(at.version());
    String alias = aliases.isEmpty() ? ModelHistory.CHAMPION : aliases.get(0);
    Optional<Integer> served = Optional.ofNullable(model.aliases().get(alias));
    String note =
        served
            .map(number -> "Forecasts over REST are version %d's, the %s.".formatted(number, alias))
            .orElse("No version is served yet: promote one.");
    return new Usage(
        at.model(), at.version(), note, new Examples(url, at, alias).of(version.version()));
  }
}
