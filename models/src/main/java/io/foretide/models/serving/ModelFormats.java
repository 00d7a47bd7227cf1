package io.foretide.models.serving;

import io.foretide.models.additive.AdditiveFormat;
import io.foretide.models.baseline.DriftKind;
import io.foretide.models.baseline.NaiveFormat;
import io.foretide.models.baseline.SeasonalMeanKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.boosted.LightGbmFormat;
import io.foretide.models.calibration.CalibratedFormat;
import io.foretide.models.ensemble.EnsembleFormat;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.onnx.OnnxFormat;
import io.foretide.models.statistical.EtsKind;
import io.foretide.models.statistical.ThetaKind;
import io.foretide.models.yearly.YearIndexFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All formats this process can serve. A saved model begins with a file {@code format} that names
 * the one to use, so that an ensemble can hold members of any format.
 */
public final class ModelFormats {
  private static final String FORMAT_FILE = "format";

  private final Map<String, ModelFormat> byId = new LinkedHashMap<>();

  private ModelFormats(List<ModelFormat> formats) {
    formats.forEach(format -> byId.put(format.id(), format));
    CalibratedFormat.all(() -> this).forEach(format -> byId.put(format.id(), format));
    ModelFormat yearIndex = new YearIndexFormat(() -> this);
    byId.put(yearIndex.id(), yearIndex);
    ModelFormat ensemble = new EnsembleFormat(() -> this);
    byId.put(ensemble.id(), ensemble);
  }

  /** Every format that Foretide writes. A new one is a line here. */
  public static ModelFormats standard() {
    return new ModelFormats(
        List.of(
            new NaiveFormat(),
            SeasonalNaiveKind.FORMAT,
            SeasonalMeanKind.FORMAT,
            DriftKind.FORMAT,
            EtsKind.FORMAT,
            ThetaKind.FORMAT,
            new AdditiveFormat(),
            new LightGbmFormat(),
            new OnnxFormat()));
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
