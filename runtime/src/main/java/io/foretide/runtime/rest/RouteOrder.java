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
      int order = Boolean.compare(isAnything(one[i]), isAnything(other[i]));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(other.length, one.length);
  }

  /** Unlike {@code {name}.svg}, which asks for an ending. */
  private static boolean isAnything(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }
}
