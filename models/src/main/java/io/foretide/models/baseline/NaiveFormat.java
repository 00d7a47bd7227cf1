package io.foretide.models.baseline;

import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;

/** {@code naive/1}: no files. */
public final class NaiveFormat implements ModelFormat {
  @Override
  public String id() {
    return NaiveModel.FORMAT;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) {
    return new NaiveModel();
  }
}
