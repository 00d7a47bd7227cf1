package io.foretide.models.calibration;

import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.ModelFormats;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/**
 * A model of any format under {@code base/}, and {@code calibration.bin}. {@code calibrated/3} is
 * what is written. {@code calibrated/2}, which knew no groups of series, and {@code calibrated/1},
 * whose quantiles were shifted rather than stretched, are still served.
 */
public final class CalibratedFormat implements ModelFormat {
  private final String id;
  private final ModelFormats formats;

  private CalibratedFormat(String id, ModelFormats formats) {
    this.id = id;
    this.formats = formats;
  }

  /**
   * Every number of this format.
   *
   * @param formats those that the base may have; these may be among them
   */
  public static List<ModelFormat> all(ModelFormats formats) {
    return List.of(
        new CalibratedFormat(Shifts.FORMAT, formats),
        new CalibratedFormat(Conformal.FORMAT, formats),
        new CalibratedFormat(Grouped.FORMAT, formats));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    byte[] bytes = artifacts.read(CalibratedModel.CALIBRATION);
    Calibration calibration =
        Calibration.read(id, new DataInputStream(new ByteArrayInputStream(bytes)));
    return new CalibratedModel(formats.load(artifacts.in(CalibratedModel.BASE)), calibration);
  }
}
