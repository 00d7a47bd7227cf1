package io.foretide.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.Routes;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.ApiError;
import io.foretide.runtime.rest.Json;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of a process: the routes of its services, {@code /live}, {@code /ready} and {@code
 * /metrics}. Every error answers as {@code {"code": "FT-nnnn", "message": …}}.
 */
public final class HttpSurface implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSurface.class);

  private final Javalin server;
  private final String scheme;

  private HttpSurface(Javalin server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /**
   * Opens a port as settings {@code http.host}, {@code http.port}, {@code http.origins}, {@code
   * access}, {@code oidc.*}, {@code tls.*} and {@code upload.max.bytes} say.
   *
   * @throws CodedException FT-1901 if the port is taken, FT-1318 if a certificate cannot be used
   */
  public static HttpSurface start(
      ServiceConfig config, List<? extends Service> services, PrometheusMeterRegistry metrics) {
    return start(
        config.get("http.host"),
        config.getInt("http.port", 8080),
        services,
        metrics,
        new Doors(Access.of(config), Guests.of(config), Limits.of(config), Tls.of(config)));
  }

  /**
   * Opens a port that asks nobody for a key.
   *
   * @param port 0 takes a free one, see {@link #port()}
   * @throws CodedException FT-1901 if the port is taken
   */
  public static HttpSurface start(
      String host, int port, List<? extends Service> services, PrometheusMeterRegistry metrics) {
    return start(
        host,
        port,
        services,
        metrics,
        new Doors(Access.open(), Guests.NONE, Limits.DEFAULT, Optional.empty()));
  }

  /** Who may come in, with how much, and how. */
  private record Doors(Access access, Guests guests, Limits limits, Optional<Tls> tls) {}

  private static HttpSurface start(
      String host,
      int port,
      List<? extends Service> services,
      PrometheusMeterRegistry metrics,
      Doors doors) {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              doors.limits().apply(config);
              doors
                  .tls()
                  .ifPresent(
                      tls ->
                          config.jetty.addConnector(
                              (jetty, http) -> tls.connector(jetty, http, host, port)));
              config.http.defaultContentType = "application/json";
              config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new Unreadable()));
              // One retrain may stream its progress for as long as the run takes.
              config.http.asyncTimeout = 0;
              new Guard(doors.access(), doors.guests()).register(config.routes);
              List<Routes> all =
                  services.stream().flatMap(service -> service.routes().stream()).toList();
              List<Api> described = new ArrayList<>();
              described.add(new HealthRoutes(services, metrics));
              described.add(new SessionRoutes(doors.access()));
              for (Routes routes : all) {
                if (routes instanceof Api api) {
                  described.add(api);
                } else {
                  routes.register(config.routes);
                }
              }
              described.add(new OpenApiRoutes(described));
              Api.of(described).register(config.routes);
              errors(config.routes);
            });
    try {
      return new HttpSurface(server.start(host, port), doors.tls().isPresent() ? "https" : "http");
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

  /** http or https. */
  public String scheme() {
    return scheme;
  }

  @Override
  public void close() {
    server.stop();
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
        (e, ctx) -> error(ctx, e.getStatus(), codeOf(e.getStatus()), messageOf(e, ctx)));
    routes.exception(
        BadMessageException.class,
        (e, ctx) ->
            error(
                ctx,
                e.getCode(),
                "FT-1912",
                "the request could not be read: %s; send it whole and without pauses"
                    .formatted(e.getReason())));
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

  private static String codeOf(int status) {
    return switch (status) {
      case 404 -> "FT-1908";
      case 405 -> "FT-1909";
      case 413 -> "FT-1910";
      default -> status >= 500 ? "FT-1950" : "FT-1911";
    };
  }

  private static String messageOf(HttpResponseException e, Context ctx) {
    return e.getStatus() == 404
        ? "nothing answers "
            + ctx.method()
            + " "
            + ctx.path()
            + "; GET /openapi.json lists what does"
        : String.valueOf(e.getMessage());
  }

  private static void error(Context ctx, int status, String code, String message) {
    ctx.status(status)
        .contentType("application/json")
        .result(Json.bytes(new ApiError(code, message)));
  }
}
