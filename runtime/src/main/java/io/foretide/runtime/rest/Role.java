package io.foretide.runtime.rest;

import io.javalin.security.RouteRole;

/** Who may call a route; each may do what those before it may. */
public enum Role implements RouteRole {
  /** Needs no key: health, the pages themselves. */
  ANYONE,
  /** Reads. */
  VIEWER,
  /** Uploads, trains, promotes. */
  OPERATOR,
  /** Retires, resets, cleans up. */
  ADMIN;

  public boolean mayCall(Role asked) {
    return compareTo(asked) >= 0;
  }
}
