package io.foretide.models.additive;

import io.foretide.models.explanation.Explanations;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.kind.Settings;
import io.foretide.models.series.SeriesId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Format {@code additive/1}: one file {@code additive.bin}, gzip of big-endian binary. The chosen
 * settings as text, the seed, then per series its id, {@link Recipe} and {@link Parameters}, every
 * number bit for bit. {@link Explanations} lie beside it.
 */
public final class AdditiveFormat implements ModelFormat {
  static final String ID = "additive/1";
  private static final String FILE = "additive.bin";

  @Override
  public String id() {
    return ID;
  }

  static void save(
      ArtifactWriter artifacts, Settings settings, long seed, Map<SeriesId, FittedSeries> fitted)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(settings.chosen().size());
      for (Map.Entry<String, String> entry : settings.chosen().entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeUTF(entry.getValue());
      }
      out.writeLong(seed);
      out.writeInt(fitted.size());
      for (Map.Entry<SeriesId, FittedSeries> entry : fitted.entrySet()) {
        out.writeUTF(entry.getKey().text());
        FittedSeries one = entry.getValue();
        RecipeCodec.write(out, one.recipe());
        RecipeCodec.write(out, one.parameters());
        out.writeDouble(one.logPosterior());
      }
    }
    artifacts.write(FILE, bytes.toByteArray());
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    byte[] bytes = artifacts.read(FILE);
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      Map<String, String> chosen = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        chosen.put(in.readUTF(), in.readUTF());
      }
      Settings settings = new Settings(chosen);
      AdditiveOptions options = AdditiveOptions.of(settings);
      long seed = in.readLong();
      Map<SeriesId, FittedSeries> fitted = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        SeriesId id = SeriesId.parse(in.readUTF());
        Recipe recipe = RecipeCodec.readRecipe(in, options.calendar());
        Parameters parameters = RecipeCodec.readParameters(in);
        fitted.put(id, new FittedSeries(recipe, parameters, in.readDouble()));
      }
      return new AdditiveModel(settings, seed, fitted, Explanations.read(artifacts));
    }
  }
}
