package io.foretide.models.kind;

import java.io.IOException;

/**
 * Where a fitted model puts its files. Names are relative, with slashes: {@code
 * members/0/model.onnx}.
 */
public interface ArtifactWriter {
  void write(String name, byte[] content) throws IOException;

  /** A writer that puts everything below {@code folder/}. */
  default ArtifactWriter in(String folder) {
    return (name, content) -> write(folder + "/" + name, content);
  }
}
