package io.foretide.registry.versions;

import io.foretide.registry.log.Commands;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.AliasMoved;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which version is served: promotion, rollback and shadow are the same event. */
public final class AliasRoutes implements Api {
  private static final String TAG = "versions";

  private final Models models;
  private final Commands commands;

  public AliasRoutes(Models models, Commands commands) {
    this.models = models;
    this.commands = commands;
  }

  /** {@code {"version": 3}}; a rollback needs no version. */
  record Move(
      @Says("Number of the version; a rollback needs none.") Optional<Integer> version,
      @Says("champion unless it is said.") Optional<String> alias,
      @Says("Who does it; where keys are asked for, the key's name counts instead.")
          Optional<String> who,
      @Says("For the audit log.") Optional<String> why) {}

  /** {@code {"version": 3, "share": 25}}; a share of 0 ends it. */
  record Canary(
      @Says("Number of the version; the canary's own unless it is said.") Optional<Integer> version,
      @Says("Percent of the series, by hash, that it answers for; 0 ends it.")
          Optional<Double> share,
      @Says("Who does it; where keys are asked for, the key's name counts instead.")
          Optional<String> who,
      @Says("For the audit log.") Optional<String> why) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/models/{model}/promote")
            .says(TAG, "Makes a version the one that is served")
            .at(ModelAt.class)
            .reads(Move.class)
            .status(202)
            .answers(Answer.of(AliasMoved.class), this::promote),
        Route.post("/models/{model}/shadow")
            .says(TAG, "Has a version forecast beside the champion, to be compared with it")
            .at(ModelAt.class)
            .reads(Move.class)
            .status(202)
            .answers(Answer.of(AliasMoved.class), this::shadow),
        Route.post("/models/{model}/canary")
            .says(
                TAG,
                "Has a version answer for a share of the series in the champion's place; it ends"
                    + " with the champion's next move")
            .at(ModelAt.class)
            .reads(Canary.class)
            .status(202)
            .answers(Answer.of(AliasMoved.class), this::tryOut),
        Route.post("/models/{model}/rollback")
            .says(TAG, "Goes back to the champion before; a canary ends")
            .at(ModelAt.class)
            .reads(Move.class)
            .status(202)
            .answers(Answer.of(AliasMoved.class), this::rollback));
  }

  private AliasMoved promote(Call<ModelAt, Move> call) {
    String alias = call.body().alias().orElse(ModelHistory.CHAMPION);
    if (alias.equals(ModelHistory.CANARY)) {
      throw new CodedException(
          "FT-1614", "a canary has a share: POST /models/{model}/canary with version and share");
    }
    return move(call, alias, "promoted by hand");
  }

  private AliasMoved shadow(Call<ModelAt, Move> call) {
    return move(call, ModelHistory.CHALLENGER, "put in shadow by hand");
  }

  private AliasMoved tryOut(Call<ModelAt, Canary> call) {
    ModelHistory model = models.model(call.at().model());
    Canary trial = call.body();
    double share = trial.share().orElse(Double.NaN);
    if (!(share >= 0 && share <= 100)) {
      throw new CodedException("FT-1614", "say share: percent of the series, 0 to 100");
    }
    Optional<Integer> before = Optional.ofNullable(model.aliases().get(ModelHistory.CANARY));
    int version =
        trial
            .version()
            .or(() -> before)
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1608",
                        "model %s has no canary; say which version: {\"version\": 3, \"share\": 25}"
                            .formatted(model.name())));
    AliasMoved moved =
        AliasMoved.newBuilder()
            .setAlias(ModelHistory.CANARY)
            .setFromVersion(before.orElse(null))
            .setToVersion(share == 0 ? version : model.servable(version).number())
            .setShare(share)
            .setWhy(trial.why().orElse(share == 0 ? "ended by hand" : "tried by hand"))
            .setNumbers(Map.of())
            .build();
    commands.send(model.name(), call.caller().who(trial.who()), moved);
    return moved;
  }

  private AliasMoved move(Call<ModelAt, Move> call, String alias, String why) {
    ModelHistory model = models.model(call.at().model());
    int version =
        call.body()
            .version()
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1608",
                        "say which version: {\"version\": 3}; model "
                            + model.name()
                            + " has "
                            + model.versions().stream()
                                .map(ModelHistory.Published::number)
                                .toList()));
    return send(model, alias, model.servable(version).number(), call, why);
  }

  private AliasMoved rollback(Call<ModelAt, Move> call) {
    ModelHistory model = models.model(call.at().model());
    return send(
        model, ModelHistory.CHAMPION, model.previousChampion(), call, "rolled back by hand");
  }

  private AliasMoved send(
      ModelHistory model, String alias, int version, Call<ModelAt, Move> call, String why) {
    Integer before = model.aliases().get(alias);
    if (before != null && before == version) {
      throw new CodedException(
          "FT-1616",
          "version %s/%d is the %s already, so nothing was changed"
              .formatted(model.name(), version, alias));
    }
    AliasMoved moved =
        AliasMoved.newBuilder()
            .setAlias(alias)
            .setFromVersion(before)
            .setToVersion(version)
            .setWhy(call.body().why().orElse(why))
            .setNumbers(Map.of())
            .build();
    commands.send(model.name(), call.caller().who(call.body().who()), moved);
    return moved;
  }
}
