package io.foretide.models.yearly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.Members;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;

/** {@code year-index/1}: the sum of all series in {@code year.json}, the bases below it. */
public final class YearIndexFormat implements ModelFormat {
  static final String ID = "year-index/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelFormats formats;

  /**
   * @param formats those that members may have; this one may be among them
   */
  public YearIndexFormat(ModelFormats formats) {
    this.formats = formats;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    YearIndexModel.Saved saved =
        JSON.readValue(artifacts.read(YearIndexModel.FILE), YearIndexModel.Saved.class);
    double[] total = saved.total().stream().mapToDouble(Double::doubleValue).toArray();
    YearProfile profile = new YearProfile(saved.start(), saved.season(), saved.year(), total);
    return new YearIndexModel(
        profile, Members.load(formats, artifacts, YearIndexModel.BASES, saved.bases()));
  }
}
