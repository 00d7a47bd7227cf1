package io.foretide.runtime.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that is answered over HTTP. Made by {@link #get}, {@link #post} or {@link #delete}, and
 * finished by what it answers.
 */
public final class Route {
  /** The work behind a route that answers with JSON. */
  public interface Work<P extends Record, B, R> {
    R answer(Call<P, B> call) throws Exception;
  }

  /** The work behind a route that writes its answer itself. */
  public interface RawWork<P extends Record, B> {
    void answer(Call<P, B> call, Context ctx) throws Exception;
  }

  private final HandlerType method;
  private final String path;
  private final RouteDraft<?, ?> draft;
  private final Map<String, Optional<Answer<?>>> contents;
  private final Handler handler;

  Route(
      HandlerType method,
      String path,
      RouteDraft<?, ?> draft,
      Map<String, Optional<Answer<?>>> contents,
      Handler handler) {
    this.method = method;
    this.path = path;
    this.draft = draft;
    this.contents = contents;
    this.handler = handler;
  }

  /**
   * @param path names its parameters in braces; one in angle brackets takes slashes too
   */
  public static RouteDraft<Nothing, Nothing> get(String path) {
    return RouteDraft.of(HandlerType.GET, path, Role.VIEWER);
  }

  public static RouteDraft<Nothing, Nothing> post(String path) {
    return RouteDraft.of(HandlerType.POST, path, Role.OPERATOR);
  }

  public static RouteDraft<Nothing, Nothing> delete(String path) {
    return RouteDraft.of(HandlerType.DELETE, path, Role.OPERATOR);
  }

  void register(RoutesConfig routes) {
    routes.addHttpHandler(method, path, handler, draft.role());
  }

  public String method() {
    return method.name();
  }

  /** As OpenAPI writes it. */
  public String path() {
    return path.replace('<', '{').replace('>', '}');
  }

  public Role role() {
    return draft.role();
  }

  String summary() {
    return draft.summary();
  }

  String tag() {
    return draft.tag();
  }

  int status() {
    return draft.status();
  }

  Parameters<?> parameters() {
    return draft.parameters();
  }

  /** Class of the JSON body, if one is read. */
  Optional<Type> body() {
    return draft.body();
  }

  /** Other content types that are taken. */
  List<String> consumes() {
    return draft.consumed();
  }

  /** What it answers by content type; empty where that is not JSON. */
  Map<String, Optional<Answer<?>>> contents() {
    return contents;
  }
}
