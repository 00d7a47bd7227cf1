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
        Route.post("/models/{model}/rollback")
            .says(TAG, "Goes back to the champion before")
            .at(ModelAt.class)
            .reads(Move.class)
            .status(202)
            .answers(Answer.of(AliasMoved.class), this::rollback));
  }

  private AliasMoved promote(Call<ModelAt, Move> call) {
    return move(call, call.body().alias().orElse(ModelHistory.CHAMPION), "promoted by hand");
  }

  private AliasMoved shadow(Call<ModelAt, Move> call) {
    return move(call, ModelHistory.CHALLENGER, "put in shadow by hand");
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
    AliasMoved moved =
        AliasMoved.newBuilder()
            .setAlias(alias)
            .setFromVersion(model.aliases().get(alias))
            .setToVersion(version)
            .setWhy(call.body().why().orElse(why))
            .setNumbers(Map.of())
            .build();
    commands.send(model.name(), call.caller().who(call.body().who()), moved);
    return moved;
  }
}
