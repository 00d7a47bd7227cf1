package io.foretide.models.kind;

import java.io.IOException;

/** Where a model's files are read from; the counterpart of {@link ArtifactWriter}. */
public interface ArtifactReader {
  /**
   * The whole content of a file.
   *
   * @throws java.io.FileNotFoundException if there is none of that name
   */
  byte[] read(String name) throws IOException;

  /** A reader of what lies below {@code folder/}. */
  default ArtifactReader in(String folder) {
    return name -> read(folder + "/" + name);
  }
}
