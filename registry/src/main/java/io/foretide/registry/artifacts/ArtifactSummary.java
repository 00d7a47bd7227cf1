package io.foretide.registry.artifacts;

import io.foretide.runtime.rest.Says;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All files together. */
@Says("All files together.")
record ArtifactSummary(
    @Says("Files of all versions.") int files,
    @Says("Their bytes, each counted as often as it is used.") long bytes,
    @Says("Different contents: what is the same is stored once.") int stored,
    @Says("Bytes of the different contents.") long storedBytes,
    @Says("Of these, bytes that only retired versions use.") long onlyRetiredBytes,
    @Says("By kind.") List<Family> families) {
  @Says("The files of one kind's versions.")
  record Family(String kind, int versions, int files, long bytes) {}

  static ArtifactSummary of(List<ArtifactView> all) {
    Map<String, Long> sizes = new HashMap<>();
    Set<String> inUse = new HashSet<>();
    Map<String, List<ArtifactView>> byKind = new TreeMap<>();
    for (ArtifactView file : all) {
      sizes.put(file.sha256(), file.bytes());
      byKind.computeIfAbsent(file.kind(), kind -> new ArrayList<>()).add(file);
      if (!file.retired()) {
        inUse.add(file.sha256());
      }
    }
    return new ArtifactSummary(
        all.size(),
        all.stream().mapToLong(ArtifactView::bytes).sum(),
        sizes.size(),
        sizes.values().stream().mapToLong(Long::longValue).sum(),
        sizes.entrySet().stream()
            .filter(file -> !inUse.contains(file.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum(),
        byKind.entrySet().stream().map(e -> family(e.getKey(), e.getValue())).toList());
  }

  private static Family family(String kind, List<ArtifactView> files) {
    return new Family(
        kind,
        (int) files.stream().map(f -> f.model() + '/' + f.version()).distinct().count(),
        files.size(),
        files.stream().mapToLong(ArtifactView::bytes).sum());
  }
}
