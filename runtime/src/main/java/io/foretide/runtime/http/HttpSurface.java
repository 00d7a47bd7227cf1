package io.foretide.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.Readiness;
import io.foretide.runtime.Service;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of a process: the routes of its services, {@code /live}, {@code /ready} and {@code
 * /metrics}. Every error answers as {@code {"code": "FT-nnnn", "message": …}}.
 */
public final class HttpSurface implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSurface.class);
  private static final long MAX_REQUEST_BYTES = 1L << 30;

  private final Javalin server;

  private HttpSurface(Javalin server) {
    this.server = server;
  }

  /**
   * @param port 0 takes a free one, see {@link #port()}
   * @throws CodedException FT-1901 if the port is taken
   */
  public static HttpSurface start(
      String host, int port, List<? extends Service> services, PrometheusMeterRegistry metrics) {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.maxRequestSize = MAX_REQUEST_BYTES;
              config.http.defaultContentType = "application/json";
              // One retrain may stream its progress for as long as the run takes.
              config.http.asyncTimeout = 0;
              services.forEach(
                  service -> service.routes().forEach(routes -> routes.register(config.routes)));
              config.routes.get("/live", ctx -> health(ctx, services, false));
              config.routes.get("/ready", ctx -> health(ctx, services, true));
              config.routes.get(
                  "/metrics",
                  ctx ->
                      ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                          .result(metrics.scrape()));
              errors(config.routes);
            });
    try {
      return new HttpSurface(server.start(host, port));
    } catch (RuntimeException e) {
      throw new CodedException(
          "FT-1901",
          "port "
              + port
              + " on "
              + host
              + " cannot be opened ("
              + e.getMessage()
              + "); choose another with http.port",
          e);
    }
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void health(Context ctx, List<? extends Service> services, boolean ready) {
    Map<String, Readiness> all = new LinkedHashMap<>();
    services.forEach(service -> all.put(service.name(), service.readiness()));
    boolean good = all.values().stream().allMatch(r -> ready ? r.live() && r.ready() : r.live());
    ctx.status(good ? 200 : 503).json(Map.of("status", good ? "up" : "down", "services", all));
  }

  private static void errors(RoutesConfig routes) {
    routes.exception(
        CodedException.class,
        (e, ctx) -> error(ctx, StatusOf.code(e.code()), e.code(), e.getMessage()));
    routes.exception(
        JsonProcessingException.class,
        (e, ctx) ->
            error(
                ctx,
                400,
                "FT-1902",
                "the request body is not the JSON that is expected here: "
                    + e.getOriginalMessage()));
    routes.exception(
        HttpResponseException.class,
        (e, ctx) ->
            error(
                ctx,
                e.getStatus(),
                "FT-19" + (e.getStatus() >= 500 ? "50" : "04"),
                String.valueOf(e.getMessage())));
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
          error(
              ctx,
              500,
              "FT-1950",
              "this should not have happened; the service's log has the details");
        });
  }

  private static void error(Context ctx, int status, String code, String message) {
    ctx.status(status).json(Map.of("code", code, "message", message));
  }
}
