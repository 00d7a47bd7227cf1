package io.foretide.models.calibration;

import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.ModelFormats;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.function.Supplier;

/** {@code calibrated/1}: a model of any format under {@code base/}, and {@code calibration.bin}. */
public final class CalibratedFormat implements ModelFormat {
  static final String ID = "calibrated/1";

  private final Supplier<ModelFormats> formats;

  /**
   * @param formats asked at each load, since this format is itself among them
   */
  public CalibratedFormat(Supplier<ModelFormats> formats) {
    this.formats = formats;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    byte[] bytes = artifacts.read(CalibratedModel.CALIBRATION);
    Calibration calibration =
        Calibration.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    return new CalibratedModel(formats.get().load(artifacts.in(CalibratedModel.BASE)), calibration);
  }
}
