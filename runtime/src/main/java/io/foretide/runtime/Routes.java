package io.foretide.runtime;

import io.javalin.config.RoutesConfig;

/** Part of what a process answers over HTTP. */
public interface Routes {
  void register(RoutesConfig routes);
}
