package io.foretide.embedded.schemaregistry;

import java.util.List;
import java.util.Optional;

/** A version as it stands in a path: a number from 1, or the latest. */
record VersionNumber(int number) {
  private static final int LATEST = -1;

  /**
   * @throws ApiError 42202 if it is neither a positive number, nor {@code latest}, nor -1
   */
  static VersionNumber parse(String text) {
    if (text.equals("latest")) {
      return new VersionNumber(LATEST);
    }
    try {
      int number = Integer.parseInt(text);
      if (number > 0 || number == LATEST) {
        return new VersionNumber(number);
      }
    } catch (NumberFormatException e) {
      // Falls through to the one answer for everything that is not a version.
    }
    throw ApiError.invalidVersion(text);
  }

  boolean latest() {
    return number == LATEST;
  }

  /**
   * @param versions oldest first
   */
  Optional<SchemaVersion> of(List<SchemaVersion> versions) {
    if (latest()) {
      return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }
    return versions.stream().filter(v -> v.version() == number).findFirst();
  }

  @Override
  public String toString() {
    return latest() ? "latest" : Integer.toString(number);
  }
}
