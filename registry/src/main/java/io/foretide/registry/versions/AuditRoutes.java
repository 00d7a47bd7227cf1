package io.foretide.registry.versions;

import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Page;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who changed what, when and why. */
public final class AuditRoutes implements Api {
  private final Models models;

  public AuditRoutes(Models models) {
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
            .says("versions", "Every change of every model, newest first")
            .at(Wanted.class)
            .answers(Answer.page(AuditEntry.class), call -> entries(call.at())));
  }

  private Page<AuditEntry> entries(Wanted wanted) {
    Stream<ModelEvent> events =
        wanted
            .model()
            .map(name -> Stream.of(models.model(name)))
            .orElseGet(() -> models.all().stream())
            .flatMap(model -> model.events().stream());
    List<ModelEvent> found =
        new ArrayList<>(
            events
                .filter(e -> wanted.since().stream().noneMatch(e.getTime()::isBefore))
                .filter(e -> wanted.who().stream().allMatch(e.getWho()::equals))
                .filter(e -> wanted.what().stream().allMatch(w -> w == AuditEntry.whatOf(e)))
                // A stable sort: events of one instant stay in the order of the topic.
                .sorted(Comparator.comparing(ModelEvent::getTime))
                .toList());
    Collections.reverse(found);
    return wanted.paging().of(found, AuditEntry::of);
  }
}
