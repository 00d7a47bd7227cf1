package io.foretide.models.serving;

import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import java.io.FileNotFoundException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A model's files held in memory, on their way to or from a store. */
public final class MemoryArtifacts implements ArtifactWriter, ArtifactReader {
  private final Map<String, byte[]> files = new TreeMap<>();

  @Override
  public void write(String name, byte[] content) {
    files.put(name, content.clone());
  }

  @Override
  public byte[] read(String name) throws FileNotFoundException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content.clone();
  }

  @Override
  public MemoryFolder in(String folder) {
    return new MemoryFolder(this, folder);
  }

  /** Everything written so far, by name. */
  public Map<String, byte[]> files() {
    return Collections.unmodifiableMap(files);
  }

  /** A folder of these files; both reads and writes. */
  public record MemoryFolder(MemoryArtifacts files, String folder)
      implements ArtifactWriter, ArtifactReader {
    @Override
    public void write(String name, byte[] content) {
      files.write(folder + "/" + name, content);
    }

    @Override
    public byte[] read(String name) throws FileNotFoundException {
      return files.read(folder + "/" + name);
    }

    @Override
    public MemoryFolder in(String inner) {
      return new MemoryFolder(files, folder + "/" + inner);
    }
  }
}
