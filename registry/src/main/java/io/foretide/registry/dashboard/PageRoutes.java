package io.foretide.registry.dashboard;

import io.foretide.runtime.Routes;
import io.foretide.runtime.rest.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dashboard's files, out of the jar. They hold no data, so anyone may have them; what they show
 * comes over the REST routes, which ask for keys. They stand outside {@code /openapi.json}, which
 * is about what programs ask for.
 */
public final class PageRoutes implements Routes {
  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  @Override
  public void register(RoutesConfig routes) {
    routes.addHttpHandler(HandlerType.GET, "/", ctx -> serve("index.html", ctx), Role.ANYONE);
    routes.addHttpHandler(
        HandlerType.GET,
        "/dashboard/<file>",
        ctx -> serve(ctx.pathParam("file"), ctx),
        Role.ANYONE);
  }

  private void serve(String name, Context ctx) {
    // Only what exists is kept, so the map is no larger than the jar.
    PageFile file =
        files.computeIfAbsent(
            name, wanted -> PageFile.named(wanted).orElseThrow(NotFoundResponse::new));
    // Kept, but asked about each time: after an upgrade nobody sees half of the old pages.
    ctx.header("Cache-Control", "no-cache").header("ETag", file.etag());
    if (file.etag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(file.type()).result(file.content());
  }
}
