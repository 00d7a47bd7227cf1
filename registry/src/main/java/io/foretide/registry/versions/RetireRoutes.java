package io.foretide.registry.versions;

import io.foretide.registry.log.Commands;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Role;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.BaselineReset;
import io.foretide.schemas.VersionRetired;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What takes something away from sight: nothing is erased, and every case is an event. */
public final class RetireRoutes implements Api {
  private static final String TAG = "versions";

  private final Models models;
  private final Deployments deployments;
  private final Commands commands;
  private final Clock clock;

  public RetireRoutes(Models models, Deployments deployments, Commands commands, Clock clock) {
    this.models = models;
    this.deployments = deployments;
    this.commands = commands;
    this.clock = clock;
  }

  /** Who wants it and why. */
  record Reason(
      @Says("Who does it; where keys are asked for, the key's name counts instead.")
          Optional<String> who,
      @Says("For the audit log.") Optional<String> why) {}

  /** Which versions may go. */
  record Policy(
      @Says("The newest ones stay; 10 unless it is said.") Optional<Integer> keep,
      @Says("Younger ones stay.") Optional<Integer> olderThanDays,
      @Says("Only tell what would happen.") Optional<Boolean> dryRun,
      @Says("Who does it; where keys are asked for, the key's name counts instead.")
          Optional<String> who,
      @Says("For the audit log.") Optional<String> why) {}

  @Says("A version that a clean-up looked at.")
  record Judged(int version, boolean retired, @Says("Why it stays, or goes.") String because) {}

  @Says("What a clean-up did, or would do.")
  record CleanUp(String model, boolean dryRun, int retired, List<Judged> versions) {}

  @Says("What was written to the audit log.")
  record Done(String model, Optional<Integer> version, String who, String why) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/models/{model}/versions/{version}/retire")
            .says(TAG, "Takes a version out of use for good; never one that an alias points to")
            .role(Role.ADMIN)
            .at(VersionAt.class)
            .reads(Reason.class)
            .status(202)
            .answers(Answer.of(Done.class), this::retire),
        Route.post("/models/{model}/clean-up")
            .says(
                TAG,
                "Retires old versions by policy; never one that an alias points to, or that a"
                    + " rollback would go back to")
            .role(Role.ADMIN)
            .at(ModelAt.class)
            .reads(Policy.class)
            .answers(Answer.of(CleanUp.class), this::cleanUp),
        Route.post("/models/{model}/reset")
            .says("runs", "Starts a new baseline for runs and kinds; nothing is erased")
            .role(Role.ADMIN)
            .at(ModelAt.class)
            .reads(Reason.class)
            .status(202)
            .answers(Answer.of(Done.class), this::reset));
  }

  private Done retire(Call<VersionAt, Reason> call) {
    ModelHistory model = models.model(call.at().model());
    int version = model.servable(call.at().version()).number();
    List<String> aliases = model.aliasesOf(version);
    if (!aliases.isEmpty()) {
      throw new CodedException(
          "FT-1611",
          "version %s/%d is %s; promote another first"
              .formatted(model.name(), version, String.join(" and ", aliases)));
    }
    String who = call.caller().who(call.body().who());
    String why = call.body().why().orElse("retired by hand");
    commands.send(model.name(), who, new VersionRetired(version, why));
    return new Done(model.name(), Optional.of(version), who, why);
  }

  private Done reset(Call<ModelAt, Reason> call) {
    ModelHistory model = models.model(call.at().model());
    String who = call.caller().who(call.body().who());
    String why = call.body().why().orElse("reset by hand");
    commands.send(model.name(), who, new BaselineReset(why));
    return new Done(model.name(), Optional.empty(), who, why);
  }

  private CleanUp cleanUp(Call<ModelAt, Policy> call) {
    ModelHistory model = models.model(call.at().model());
    Policy policy = call.body();
    boolean dry = policy.dryRun().orElse(false);
    List<Judged> judged = judge(model, policy);
    String who = call.caller().who(policy.who());
    List<Judged> going = judged.stream().filter(Judged::retired).toList();
    if (!dry) {
      for (Judged one : going) {
        String why = policy.why().map(text -> text + ": ").orElse("") + one.because();
        commands.send(model.name(), who, new VersionRetired(one.version(), why));
      }
    }
    return new CleanUp(model.name(), dry, going.size(), judged);
  }

  private List<Judged> judge(ModelHistory model, Policy policy) {
    int keep = policy.keep().orElse(10);
    if (keep < 0) {
      throw new CodedException("FT-1612", "keep is how many versions stay: 0 or more");
    }
    Optional<Instant> before =
        policy.olderThanDays().map(days -> clock.instant().minus(Duration.ofDays(days)));
    List<Published> versions =
        model.versions().stream().filter(v -> !model.retired(v.number())).toList();
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      judged.add(judge(model, versions.get(i), versions.size() - i, keep, before));
    }
    return judged;
  }

  /**
   * @param rank from 1, the newest
   */
  private Judged judge(
      ModelHistory model, Published version, int rank, int keep, Optional<Instant> before) {
    int number = version.number();
    List<String> aliases = model.aliasesOf(number);
    if (!aliases.isEmpty()) {
      return new Judged(number, false, "is " + String.join(" and ", aliases));
    } else if (deployments.inUse(model.name(), number)) {
      return new Judged(number, false, "a forecaster serves it, or is about to");
    } else if (model.earlierChampion().filter(earlier -> earlier == number).isPresent()) {
      return new Judged(number, false, "a rollback would go back to it");
    } else if (rank <= keep) {
      return new Judged(number, false, "one of the newest " + keep);
    } else if (before.filter(limit -> !version.at().isBefore(limit)).isPresent()) {
      return new Judged(number, false, "younger than the limit");
    }
    return new Judged(number, true, "beyond the newest " + keep + ", and nothing points to it");
  }
}
