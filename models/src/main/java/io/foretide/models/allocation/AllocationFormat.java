package io.foretide.models.allocation;

import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import java.io.IOException;

/** {@code allocation/1}: the portfolio as JSON. */
public final class AllocationFormat implements ModelFormat {
  static final String ID = "allocation/1";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    return new AllocationModel(
        AllocationModel.JSON.readValue(
            artifacts.read(AllocationModel.FILE), AllocationModel.Portfolio.class));
  }
}
