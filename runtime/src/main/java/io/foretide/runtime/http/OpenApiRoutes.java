package io.foretide.runtime.http;

import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.OpenApi;
import io.foretide.runtime.rest.Role;
import io.foretide.runtime.rest.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /openapi.json}, made from the very table that the router has. */
final class OpenApiRoutes implements Api {
  private final List<Route> table;

  OpenApiRoutes(List<Api> others) {
    List<Route> all = new ArrayList<>(Api.of(others).table());
    String version =
        Optional.ofNullable(OpenApiRoutes.class.getPackage().getImplementationVersion())
            .orElse("development");
    Route itself =
        Route.get("/openapi.json")
            .says("health", "This document")
            .role(Role.ANYONE)
            .streams(
                (call, ctx) ->
                    ctx.contentType("application/json")
                        .result(Json.bytes(OpenApi.of(version, all))),
                "application/json");
    all.add(itself);
    this.table = List.of(itself);
  }

  @Override
  public List<Route> table() {
    return table;
  }
}
