package io.foretide.registry.artifacts;

import io.foretide.registry.artifacts.Sweep.Candidate;
import io.foretide.registry.artifacts.Sweep.Swept;
import io.foretide.registry.log.Commands;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Nothing;
import io.foretide.runtime.rest.Role;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.FilesDeleted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Deletes files that only retired versions used; each version's are an event. */
public final class SweepRoutes implements Api {
  private final Sweep sweep;
  private final ArtifactStore store;
  private final Commands commands;

  public SweepRoutes(Sweep sweep, ArtifactStore store, Commands commands) {
    this.sweep = sweep;
    this.store = store;
    this.commands = commands;
  }

  /** Which files may go. */
  record Wish(
      @Says("Only of versions retired for so many days; 1 unless it is said.")
          Optional<Integer> retiredForDays,
      @Says("Only tell what would happen; so it is unless false is said.") Optional<Boolean> dryRun,
      @Says("Who does it; where keys are asked for, the key's name counts instead.")
          Optional<String> who,
      @Says("For the audit log.") Optional<String> why) {}

  @Says("What a sweep deleted, or would delete.")
  record SweepView(boolean dryRun, int files, long bytes, List<Swept> versions) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/artifacts/clean-up")
            .says(
                "artifacts",
                "Deletes files that only retired versions used: never of one that is served or"
                    + " loaded, and none while a run is under way")
            .role(Role.ADMIN)
            .reads(Wish.class)
            .answers(Answer.of(SweepView.class), this::sweep));
  }

  private SweepView sweep(Call<Nothing, Wish> call) {
    Wish wish = call.body();
    int days = wish.retiredForDays().orElse(1);
    if (days < 0) {
      throw new CodedException("FT-1612", "retiredForDays is 0 or more");
    }
    boolean dry = wish.dryRun().orElse(true);
    List<Candidate> judged = sweep.judge(Duration.ofDays(days));
    if (!dry) {
      String who = call.caller().who(wish.who());
      String why = wish.why().orElse("cleaned up by hand");
      judged.stream()
          .filter(candidate -> candidate.told().deleted())
          .forEach(candidate -> delete(candidate, who, why));
    }
    List<Swept> versions = judged.stream().map(Candidate::told).toList();
    return new SweepView(
        dry,
        versions.stream().mapToInt(Swept::files).sum(),
        versions.stream().mapToLong(Swept::bytes).sum(),
        versions);
  }

  /** Deleting twice is deleting once, so whoever is cut off before the event does it again. */
  private void delete(Candidate candidate, String who, String why) {
    Swept told = candidate.told();
    candidate.files().forEach(file -> store.delete(file.artifact().getSha256()));
    commands.send(
        told.model(), who, new FilesDeleted(told.version(), told.files(), told.bytes(), why));
  }
}
