package io.foretide.registry.artifacts;

import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.rest.Says;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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

  static ArtifactSummary of(List<PublishedFile> all) {
    Map<String, Long> sizes = new HashMap<>();
    Set<String> inUse = new HashSet<>();
    Map<String, List<PublishedFile>> byKind = new TreeMap<>();
    for (PublishedFile file : all) {
      sizes.put(file.artifact().getSha256(), file.artifact().getBytes());
      byKind.computeIfAbsent(file.kind(), kind -> new ArrayList<>()).add(file);
      if (!file.retired()) {
        inUse.add(file.artifact().getSha256());
      }
    }
    return new ArtifactSummary(
        all.size(),
        bytes(all),
        sizes.size(),
        sizes.values().stream().mapToLong(Long::longValue).sum(),
        sizes.entrySet().stream()
            .filter(file -> !inUse.contains(file.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum(),
        byKind.entrySet().stream().map(e -> family(e.getKey(), e.getValue())).toList());
  }

  private static Family family(String kind, List<PublishedFile> files) {
    Set<Published> versions = Collections.newSetFromMap(new IdentityHashMap<>());
    files.forEach(file -> versions.add(file.version()));
    return new Family(kind, versions.size(), files.size(), bytes(files));
  }

  private static long bytes(List<PublishedFile> files) {
    return files.stream().mapToLong(file -> file.artifact().getBytes()).sum();
  }
}
