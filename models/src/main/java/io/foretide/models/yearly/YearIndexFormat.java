package io.foretide.models.yearly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code year-index/1}: the sum of all series in {@code year.json}, the bases below it. */
public final class YearIndexFormat implements ModelFormat {
  static final String ID = "year-index/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<ModelFormats> formats;

  /**
   * @param formats asked at each load, since this format is itself among them
   */
  public YearIndexFormat(Supplier<ModelFormats> formats) {
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
    List<ForecastModel> bases = new ArrayList<>();
    try {
      for (int b = 0; b < saved.bases(); b++) {
        bases.add(formats.get().load(artifacts.in(YearIndexModel.folder(b))));
      }
      return new YearIndexModel(profile, bases);
    } catch (IOException | RuntimeException e) {
      bases.forEach(ForecastModel::close);
      throw e;
    }
  }
}
