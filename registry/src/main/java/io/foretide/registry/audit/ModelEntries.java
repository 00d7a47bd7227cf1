package io.foretide.registry.audit;

import io.foretide.registry.audit.AuditEntry.What;
import io.foretide.registry.versions.Metrics;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.BaselineReset;
import io.foretide.schemas.FilesDeleted;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionRetired;
import java.util.Optional;

/** What the events of models say in the audit log. */
final class ModelEntries {
  private ModelEntries() {}

  static AuditEntry of(ModelEvent event) {
    Object what = event.getEvent();
    if (what instanceof AliasMoved moved) {
      return moved(event, moved);
    } else if (what instanceof VersionPublished published) {
      return plain(
              event, What.PUBLISHED, "run " + published.getRun() + ", kind " + published.getKind())
          .ofVersion(published.getVersion());
    } else if (what instanceof VersionRetired retired) {
      return plain(event, What.RETIRED, retired.getWhy()).ofVersion(retired.getVersion());
    } else if (what instanceof FilesDeleted deleted) {
      String why =
          "%d files of %d bytes: %s"
              .formatted(deleted.getFiles(), deleted.getBytes(), deleted.getWhy());
      return plain(event, What.DELETED, why).ofVersion(deleted.getVersion());
    } else if (what instanceof BaselineReset reset) {
      return plain(event, What.RESET, reset.getWhy());
    } else if (what instanceof ModelDefined defined) {
      String why = "data set %s, kind %s".formatted(defined.getDataset(), defined.getKind());
      return plain(event, What.DEFINED, why);
    }
    return plain(event, What.UNKNOWN, "an event of a newer Foretide");
  }

  private static AuditEntry moved(ModelEvent event, AliasMoved moved) {
    return new AuditEntry(
        event.getTime(),
        Optional.of(event.getModel()),
        event.getWho(),
        What.MOVED,
        moved.getWhy(),
        Optional.of(moved.getAlias()),
        Optional.ofNullable(moved.getFromVersion()),
        Optional.of(moved.getToVersion()),
        Optional.of(moved.getToVersion()),
        Optional.ofNullable(moved.getShare()),
        Optional.empty(),
        Optional.empty(),
        Metrics.finite(moved.getNumbers()));
  }

  private static AuditEntry plain(ModelEvent event, What what, String why) {
    return AuditEntry.plain(
        event.getTime(), Optional.of(event.getModel()), event.getWho(), what, why);
  }
}
