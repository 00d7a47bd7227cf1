package io.foretide.registry.audit;

import io.foretide.registry.versions.Models;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Page;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who changed what, when and why. */
public final class AuditRoutes implements Api {
  private final AuditLog log;
  private final Models models;

  public AuditRoutes(AuditLog log, Models models) {
    this.log = log;
    this.models = models;
  }

  /** Which changes are wanted. */
  record Wanted(
      @Says("Only of this model.") Optional<String> model,
      @Says("Only by this person or instance.") Optional<String> who,
      @Says("Only of this sort.") Optional<AuditEntry.What> what,
      @Says("Only at or after this instant.") Optional<Instant> since,
      Paging paging) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/audit")
            .says("versions", "Every change of models, runs and data, newest first")
            .at(Wanted.class)
            .answers(Answer.page(AuditEntry.class), call -> entries(call.at())));
  }

  private Page<AuditEntry> entries(Wanted wanted) {
    wanted.model().ifPresent(models::model);
    List<AuditEntry> found =
        log.all().stream()
            .filter(entry -> wanted.since().stream().noneMatch(entry.time()::isBefore))
            .filter(entry -> wanted.who().stream().allMatch(entry.who()::equals))
            .filter(entry -> wanted.what().stream().allMatch(entry.what()::equals))
            .filter(
                entry ->
                    wanted.model().stream()
                        .allMatch(name -> log.modelOf(entry).filter(name::equals).isPresent()))
            .toList();
    return wanted.paging().of(found, entry -> entry.ofModel(log.modelOf(entry)));
  }
}
