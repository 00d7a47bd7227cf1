package io.foretide.runtime.http;

import io.foretide.runtime.Readiness;
import io.foretide.runtime.Service;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.Role;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the process is, for whoever starts, watches or balances it. */
final class HealthRoutes implements Api {
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final List<? extends Service> services;
  private final PrometheusMeterRegistry metrics;

  HealthRoutes(List<? extends Service> services, PrometheusMeterRegistry metrics) {
    this.services = services;
    this.metrics = metrics;
  }

  /** Of the process. */
  @Says("How the services of this process are.")
  record Health(
      @Says("up or down.") String status, @Says("By name.") Map<String, Readiness> services) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/live")
            .says("health", "Whether a restart is needed: 503 if so")
            .role(Role.ANYONE)
            .streams(Answer.of(Health.class), (call, ctx) -> health(ctx, false)),
        Route.get("/ready")
            .says("health", "Whether every service does its work: 503 if not")
            .role(Role.ANYONE)
            .streams(Answer.of(Health.class), (call, ctx) -> health(ctx, true)),
        Route.get("/metrics")
            .says("health", "What the process counts and times, for Prometheus")
            .streams(
                (call, ctx) -> ctx.contentType(METRICS).result(metrics.scrape()), "text/plain"));
  }

  private void health(Context ctx, boolean ready) {
    Map<String, Readiness> all = new LinkedHashMap<>();
    services.forEach(service -> all.put(service.name(), service.readiness()));
    boolean good = all.values().stream().allMatch(r -> ready ? r.live() && r.ready() : r.live());
    ctx.status(good ? 200 : 503)
        .contentType("application/json")
        .result(Json.bytes(new Health(good ? "up" : "down", all)));
  }
}
