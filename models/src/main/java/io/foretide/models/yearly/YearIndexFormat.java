package io.foretide.models.yearly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

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
    List<String> folders =
        IntStream.range(0, saved.bases()).mapToObj(YearIndexModel::folder).toList();
    return new YearIndexModel(profile, formats.loadAll(artifacts, folders));
  }
}
