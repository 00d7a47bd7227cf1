package io.foretide.registry.versions;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.BaselineReset;
import io.foretide.schemas.FilesDeleted;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionRetired;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One change: who, when, why, from, to. */
@Says("A change of a model: who, when, why, from, to.")
record AuditEntry(
    Instant time,
    String model,
    @Says("A person, or the instance that acted.") String who,
    What what,
    @Says("For a person.") String why,
    @Says("Alias that moved.") Optional<String> alias,
    @Says("Version that the alias pointed to.") Optional<Integer> from,
    @Says("Version that it points to now.") Optional<Integer> to,
    @Says("Version that this is about.") Optional<Integer> version,
    @Says("Percent of the series that a canary answers for; 0 ended it.") Optional<Double> share,
    @Says("The numbers that it was decided on.") Map<String, Double> numbers) {
  /** What happened. */
  enum What {
    DEFINED,
    PUBLISHED,
    MOVED,
    RETIRED,
    DELETED,
    RESET,
    UNKNOWN
  }

  static What whatOf(ModelEvent event) {
    Object what = event.getEvent();
    if (what instanceof AliasMoved) {
      return What.MOVED;
    } else if (what instanceof VersionPublished) {
      return What.PUBLISHED;
    } else if (what instanceof VersionRetired) {
      return What.RETIRED;
    } else if (what instanceof FilesDeleted) {
      return What.DELETED;
    } else if (what instanceof BaselineReset) {
      return What.RESET;
    }
    return what instanceof ModelDefined ? What.DEFINED : What.UNKNOWN;
  }

  static AuditEntry of(ModelEvent event) {
    Object what = event.getEvent();
    if (what instanceof AliasMoved moved) {
      return new AuditEntry(
          event.getTime(),
          event.getModel(),
          event.getWho(),
          whatOf(event),
          moved.getWhy(),
          Optional.of(moved.getAlias()),
          Optional.ofNullable(moved.getFromVersion()),
          Optional.of(moved.getToVersion()),
          Optional.of(moved.getToVersion()),
          Optional.ofNullable(moved.getShare()),
          Metrics.finite(moved.getNumbers()));
    } else if (what instanceof VersionPublished published) {
      return plain(
          event,
          "run " + published.getRun() + ", kind " + published.getKind(),
          Optional.of(published.getVersion()));
    } else if (what instanceof VersionRetired retired) {
      return plain(event, retired.getWhy(), Optional.of(retired.getVersion()));
    } else if (what instanceof FilesDeleted deleted) {
      String why =
          "%d files of %d bytes: %s"
              .formatted(deleted.getFiles(), deleted.getBytes(), deleted.getWhy());
      return plain(event, why, Optional.of(deleted.getVersion()));
    } else if (what instanceof BaselineReset reset) {
      return plain(event, reset.getWhy(), Optional.empty());
    } else if (what instanceof ModelDefined defined) {
      String why = "data set %s, kind %s".formatted(defined.getDataset(), defined.getKind());
      return plain(event, why, Optional.empty());
    }
    return plain(event, "an event of a newer Foretide", Optional.empty());
  }

  private static AuditEntry plain(ModelEvent event, String why, Optional<Integer> version) {
    return new AuditEntry(
        event.getTime(),
        event.getModel(),
        event.getWho(),
        whatOf(event),
        why,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        version,
        Optional.empty(),
        Map.of());
  }
}
