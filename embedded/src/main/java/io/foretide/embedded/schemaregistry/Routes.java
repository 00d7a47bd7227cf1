package io.foretide.embedded.schemaregistry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Which method and path is answered by what. A star in a path stands for one segment. */
final class Routes {
  /** Gets the request and the segments at the stars; gives what is written as JSON. */
  interface Handler extends BiFunction<Request, List<String>, Object> {}

  /** An answer that is JSON already. */
  record RawJson(String text) {}

  private record Route(String method, List<String> pattern, Handler handler) {
    Optional<List<String>> match(List<String> path) {
      if (path.size() != pattern.size()) {
        return Optional.empty();
      }
      List<String> atStars = new ArrayList<>();
      for (int i = 0; i < path.size(); i++) {
        if (pattern.get(i).equals("*")) {
          atStars.add(path.get(i));
        } else if (!pattern.get(i).equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(atStars);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  void get(String pattern, Handler handler) {
    add("GET", pattern, handler);
  }

  void post(String pattern, Handler handler) {
    add("POST", pattern, handler);
  }

  void put(String pattern, Handler handler) {
    add("PUT", pattern, handler);
  }

  void delete(String pattern, Handler handler) {
    add("DELETE", pattern, handler);
  }

  Object answer(Request request) {
    boolean known = false;
    for (Route route : routes) {
      Optional<List<String>> match = route.match(request.path());
      if (match.isPresent()) {
        if (route.method().equals(request.method())) {
          return route.handler().apply(request, match.get());
        }
        known = true;
      }
    }
    throw known
        ? ApiError.http(405, "HTTP 405 Method Not Allowed")
        : ApiError.http(404, "HTTP 404 Not Found");
  }

  private void add(String method, String pattern, Handler handler) {
    List<String> segments =
        Arrays.stream(pattern.split("/")).filter(segment -> !segment.isEmpty()).toList();
    routes.add(new Route(method, segments, handler));
  }
}
