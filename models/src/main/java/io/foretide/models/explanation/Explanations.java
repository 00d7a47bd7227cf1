package io.foretide.models.explanation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/** Explanations as an artifact of a version, in JSON: a list of named matrices. */
public final class Explanations {
  public static final String FILE = "explanations.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Explanations() {}

  /** Writes the file where there is something to tell. */
  public static void write(ArtifactWriter artifacts, List<Explanation> explanations)
      throws IOException {
    if (!explanations.isEmpty()) {
      artifacts.write(FILE, JSON.writeValueAsBytes(explanations));
    }
  }

  /** What {@link #write} wrote; nothing where there is no file, as of a model from elsewhere. */
  public static List<Explanation> read(ArtifactReader artifacts) throws IOException {
    try {
      return parse(artifacts.read(FILE));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** Of the bytes of such a file. */
  public static List<Explanation> parse(byte[] json) throws IOException {
    return List.of(JSON.readValue(json, Explanation[].class));
  }
}
