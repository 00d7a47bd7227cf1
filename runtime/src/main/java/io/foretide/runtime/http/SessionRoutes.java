package io.foretide.runtime.http;

import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.Nothing;
import io.foretide.runtime.rest.Role;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.List;
import java.util.Optional;

/** For browsers: who one is, and a cookie that holds the key where scripts cannot read it. */
final class SessionRoutes implements Api {
  private final Access access;

  SessionRoutes(Access access) {
    this.access = access;
  }

  /** A key, to be remembered. */
  record Key(@Says("An API key.") String key) {}

  @Says("Who is calling.")
  record Session(
      @Says("Whether keys are asked for.") boolean required,
      @Says("Name of the key; absent without one.") Optional<String> name,
      @Says("anyone, viewer, operator or admin.") String role) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/session")
            .says("access", "Who is calling, and whether keys are asked for")
            .role(Role.ANYONE)
            .answers(Answer.of(Session.class), call -> session(call.caller())),
        Route.post("/session")
            .says("access", "Remembers a key in a cookie of this browser")
            .role(Role.ANYONE)
            .reads(Key.class)
            .streams(Answer.of(Session.class), this::begin),
        Route.delete("/session")
            .says("access", "Forgets the key")
            .role(Role.ANYONE)
            .streams(Answer.of(Session.class), (call, ctx) -> end(ctx)));
  }

  private Session session(Caller caller) {
    boolean known = caller.role() != Role.ANYONE;
    return new Session(
        access.required(), known ? caller.name() : Optional.empty(), Access.word(caller.role()));
  }

  private void begin(Call<Nothing, Key> call, Context ctx) {
    Caller caller = access.admit(Optional.of(call.body().key()), Role.VIEWER);
    cookie(ctx, call.body().key().strip(), -1);
    answer(ctx, session(caller));
  }

  private void end(Context ctx) {
    cookie(ctx, "", 0);
    answer(ctx, session(access.admit(Optional.empty(), Role.ANYONE)));
  }

  private static void cookie(Context ctx, String value, int maxAge) {
    boolean secure = ctx.scheme().equals("https");
    Cookie cookie = new Cookie(Guard.COOKIE, value, "/", maxAge, secure, true);
    cookie.setSameSite(SameSite.STRICT);
    ctx.cookie(cookie);
  }

  private static void answer(Context ctx, Session session) {
    ctx.contentType("application/json").result(Json.bytes(session));
  }
}
