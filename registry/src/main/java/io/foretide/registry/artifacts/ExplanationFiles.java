package io.foretide.registry.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.registry.versions.VersionAt;
import io.foretide.runtime.CodedException;
import io.foretide.schemas.Artifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a version tells of how it comes to its forecasts, out of its files. A version of several
 * models has a file for each of them that tells something; its members are told apart by kind and
 * number.
 */
final class ExplanationFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEMBERS = "members";

  private final VersionFiles files;

  ExplanationFiles(VersionFiles files) {
    this.files = files;
  }

  /**
   * @param name of its own in the version: {@code attention-1}, or {@code lstm-2.attention-1} of
   *     the second member
   * @param member {@code lstm-2}; empty where the version is one model
   */
  record Found(String name, String member, Explanation told) {}

  List<Found> of(VersionAt at) {
    List<Found> found = new ArrayList<>();
    for (Artifact file : files.of(at)) {
      if (file.getName().equals(Explanations.FILE)
          || file.getName().endsWith('/' + Explanations.FILE)) {
        String member = member(at, file.getName());
        for (Explanation told : read(file)) {
          found.add(
              new Found(member.isEmpty() ? told.name() : member + '.' + told.name(), member, told));
        }
      }
    }
    return found;
  }

  /**
   * @throws CodedException FT-1808 if the version tells nothing of that name
   */
  Found one(VersionAt at, String name) {
    List<Found> all = of(at);
    return all.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1808",
                    "version %s/%d has no explanation \"%s\"; it has %s"
                        .formatted(
                            at.model(),
                            at.version(),
                            name,
                            all.stream().map(Found::name).toList())));
  }

  private List<Explanation> read(Artifact file) {
    try {
      return Explanations.parse(files.content(file));
    } catch (IOException e) {
      throw new CodedException("FT-1806", file.getName() + " holds no explanations", e);
    }
  }

  /** Of {@code base/members/1/explanations.json}: the kind of the second member, and a 2. */
  private String member(VersionAt at, String file) {
    String[] folders = file.split("/");
    StringBuilder parts = new StringBuilder();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i + 1 < folders.length; i++) {
      if (folders[i].equals(MEMBERS) && folders[i + 1].matches("\\d{1,4}")) {
        int number = Integer.parseInt(folders[i + 1]);
        parts.append(parts.length() > 0 ? "." : "").append(kind(at, path.toString(), number));
        parts.append('-').append(number + 1);
      }
      path.append(folders[i]).append('/');
    }
    return parts.toString();
  }

  /** As the file beside the members says; simply a member where it does not. */
  private String kind(VersionAt at, String folder, int number) {
    return files.of(at).stream()
        .filter(file -> file.getName().equals(folder + "ensemble.json"))
        .findFirst()
        .map(file -> shares(file).path(number).path("kind").asText("member"))
        .orElse("member");
  }

  private JsonNode shares(Artifact file) {
    try {
      return JSON.readTree(files.content(file));
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}
