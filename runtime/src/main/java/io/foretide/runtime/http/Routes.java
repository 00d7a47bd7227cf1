package io.foretide.runtime.http;

import io.javalin.config.RoutesConfig;

/** Part of what a process answers over HTTP. */
public interface Routes {
  void register(RoutesConfig routes);
}
