package io.foretide.runtime.rest;

import java.util.Comparator;

/**
 * The router takes the first path that fits, so the more precise one comes first: {@code
 * /models/train} before {@code /models/{name}}.
 */
final class RouteOrder implements Comparator<Route> {
  static final RouteOrder PRECISE_FIRST = new RouteOrder();

  @Override
  public int compare(Route a, Route b) {
    String[] one = a.path().split("/");
    String[] other = b.path().split("/");
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      int order = Boolean.compare(one[i].startsWith("{"), other[i].startsWith("{"));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(other.length, one.length);
  }
}
