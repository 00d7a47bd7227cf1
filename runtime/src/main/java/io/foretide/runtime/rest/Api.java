package io.foretide.runtime.rest;

import io.foretide.runtime.Routes;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** Routes that describe themselves. */
public interface Api extends Routes {
  List<Route> table();

  @Override
  default void register(RoutesConfig routes) {
    table().forEach(route -> route.register(routes));
  }

  /** Several tables as one, in the order in which the router has to look at them. */
  static Api of(List<Api> parts) {
    List<Route> all =
        parts.stream()
            .flatMap(part -> part.table().stream())
            .sorted(RouteOrder.PRECISE_FIRST)
            .toList();
    return () -> all;
  }
}
