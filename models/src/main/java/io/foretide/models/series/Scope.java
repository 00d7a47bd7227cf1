package io.foretide.models.series;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which series of a data set are meant: the value that each named identity column or attribute must
 * have. Empty means all.
 */
public record Scope(Map<String, String> wanted) {
  public static final Scope ALL = new Scope(Map.of());

  public Scope {
    wanted = Collections.unmodifiableMap(new TreeMap<>(wanted));
  }

  /**
   * Whether the series is meant. A name that the series does not have excludes it.
   *
   * @param identityColumns names of the parts of {@code id.identity()}, in the same order
   */
  public boolean holds(SeriesId id, List<String> identityColumns, Map<String, String> attributes) {
    return wanted.entrySet().stream()
        .allMatch(
            entry -> {
              int at = identityColumns.indexOf(entry.getKey());
              String value =
                  at >= 0 && at < id.identity().size()
                      ? id.identity().get(at)
                      : attributes.get(entry.getKey());
              return entry.getValue().equals(value);
            });
  }
}
