package io.foretide.models.serving;

import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All formats this process can serve. A saved model begins with a file {@code format} that names
 * the one to use, so that an ensemble can hold members of any format.
 */
public final class ModelFormats {
  private static final String FORMAT_FILE = "format";

  private final Map<String, ModelFormat> byId = new LinkedHashMap<>();

  private ModelFormats() {}

  /**
   * @param formats makes the formats, given the whole that they will be part of: one that holds
   *     other models loads them through it
   */
  public static ModelFormats of(Function<ModelFormats, List<ModelFormat>> formats) {
    ModelFormats all = new ModelFormats();
    formats.apply(all).forEach(format -> all.byId.put(format.id(), format));
    return all;
  }

  /** Writes the model and the file that says how to read it. */
  public static void save(ForecastModel model, ArtifactWriter artifacts) throws IOException {
    artifacts.write(FORMAT_FILE, model.format().getBytes(StandardCharsets.UTF_8));
    model.save(artifacts);
  }

  /**
   * Loads what {@link #save} wrote.
   *
   * @throws UnknownFormatException if this process does not know the format, or not that number of
   *     it
   */
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    String id = new String(artifacts.read(FORMAT_FILE), StandardCharsets.UTF_8).strip();
    ModelFormat format = byId.get(id);
    if (format == null) {
      throw new UnknownFormatException(id, byId.keySet());
    }
    return format.load(artifacts);
  }
}
