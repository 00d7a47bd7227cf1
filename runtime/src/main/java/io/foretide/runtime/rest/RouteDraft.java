package io.foretide.runtime.rest;

import io.foretide.runtime.CodedException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Route} while it is being described.
 *
 * @param <P> record of what stands in the path and the query
 * @param <B> record of the JSON body
 */
public final class RouteDraft<P extends Record, B> {
  private static final String JSON = "application/json";
  private static final int LARGEST_JSON = 1 << 20;

  private final HandlerType method;
  private final String path;
  private final Parameters<P> parameters;
  private final Class<B> body;
  private Role role;
  private String tag = "";
  private String summary = "";
  private int status = 200;
  private List<String> consumed = List.of();

  private RouteDraft(
      HandlerType method, String path, Role role, Parameters<P> parameters, Class<B> body) {
    this.method = method;
    this.path = path;
    this.role = role;
    this.parameters = parameters;
    this.body = body;
  }

  static RouteDraft<Nothing, Nothing> of(HandlerType method, String path, Role role) {
    return new RouteDraft<>(method, path, role, Parameters.of(Nothing.class, "/"), Nothing.class);
  }

  /** Names and types of what stands in the path and the query. */
  public <Q extends Record> RouteDraft<Q, B> at(Class<Q> record) {
    return new RouteDraft<>(method, path, role, Parameters.of(record, path), body).like(this);
  }

  /** The record that the JSON body is. */
  public <C extends Record> RouteDraft<P, C> reads(Class<C> record) {
    return new RouteDraft<>(method, path, role, parameters, record).like(this);
  }

  private RouteDraft<P, B> like(RouteDraft<?, ?> other) {
    return says(other.tag, other.summary).status(other.status);
  }

  /**
   * @param tag the chapter of the documentation
   */
  public RouteDraft<P, B> says(String tag, String summary) {
    this.tag = tag;
    this.summary = summary;
    return this;
  }

  public RouteDraft<P, B> role(Role role) {
    this.role = role;
    return this;
  }

  /** The status of success; 200 unless it is said. */
  public RouteDraft<P, B> status(int status) {
    this.status = status;
    return this;
  }

  /** Content types of a body that the work reads itself. */
  public RouteDraft<P, B> consumes(String... contentTypes) {
    this.consumed = List.of(contentTypes);
    return this;
  }

  public <R> Route answers(Answer<R> answer, Route.Work<P, B, R> work) {
    return route(
        Map.of(JSON, Optional.of(answer)),
        (call, ctx) -> ctx.status(status).contentType(JSON).result(Json.bytes(work.answer(call))));
  }

  /** For an answer that is written as it comes, or is no JSON. */
  public Route streams(Route.RawWork<P, B> work, String... contentTypes) {
    Map<String, Optional<Answer<?>>> contents = new LinkedHashMap<>();
    for (String type : contentTypes) {
      contents.put(type, Optional.empty());
    }
    return route(contents, work);
  }

  /** As {@link #streams}, where one of the answers is JSON. */
  public Route streams(Answer<?> json, Route.RawWork<P, B> work, String... otherTypes) {
    Map<String, Optional<Answer<?>>> contents = new LinkedHashMap<>();
    contents.put(JSON, Optional.of(json));
    for (String type : otherTypes) {
      contents.put(type, Optional.empty());
    }
    return route(contents, work);
  }

  private Route route(Map<String, Optional<Answer<?>>> contents, Route.RawWork<P, B> work) {
    parameters.cover(path);
    return new Route(method, path, this, contents, ctx -> work.answer(call(ctx), ctx));
  }

  private Call<P, B> call(Context ctx) throws IOException {
    B read = body == Nothing.class ? body.cast(Nothing.HERE) : Json.read(text(ctx), body);
    Caller caller = ctx.attribute(Caller.ATTRIBUTE);
    return new Call<>(
        parameters.read(ctx.pathParamMap(), ctx.queryParamMap()),
        read,
        caller == null ? Caller.UNNAMED : caller);
  }

  /** However long the request says it is, no more is read than a JSON body may be. */
  private static String text(Context ctx) throws IOException {
    byte[] bytes = ctx.bodyInputStream().readNBytes(LARGEST_JSON + 1);
    if (bytes.length > LARGEST_JSON) {
      throw new CodedException(
          "FT-1910", "a JSON body may have " + LARGEST_JSON + " bytes; this one has more");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  Role role() {
    return role;
  }

  String tag() {
    return tag;
  }

  String summary() {
    return summary;
  }

  int status() {
    return status;
  }

  Parameters<P> parameters() {
    return parameters;
  }

  Optional<Type> body() {
    return body == Nothing.class ? Optional.empty() : Optional.of(body);
  }

  List<String> consumed() {
    return consumed;
  }
}
