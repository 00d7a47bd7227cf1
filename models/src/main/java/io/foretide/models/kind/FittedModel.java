package io.foretide.models.kind;

import java.io.IOException;
import java.util.OptionalLong;

/** The result of a fit. Safe for use by many threads at once; closing it frees native memory. */
public interface FittedModel extends AutoCloseable {
  /**
   * The id of the {@link ModelFormat} that reads what {@link #save} writes, such as {@code
   * additive/1}.
   */
  String format();

  /**
   * Writes everything that {@link ModelFormat#load} needs, under names of this model's choosing.
   */
  void save(ArtifactWriter artifacts) throws IOException;

  /** How many numbers it learned; empty where that is not counted. */
  default OptionalLong parameters() {
    return OptionalLong.empty();
  }

  @Override
  void close();
}
