package io.foretide.models.ensemble;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.Members;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.List;

/** {@code stacked/1}: the weights in {@code stacked.json}, each member below {@code members/}. */
public final class StackedFormat implements ModelFormat {
  static final String ID = "stacked/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelFormats formats;

  /**
   * @param formats those that members may have; this one may be among them
   */
  public StackedFormat(ModelFormats formats) {
    this.formats = formats;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    List<StackedModel.Part> parts =
        JSON.readValue(artifacts.read(StackedModel.FILE), new TypeReference<>() {});
    return new StackedModel(
        parts, Members.load(formats, artifacts, StackedModel.MEMBERS, parts.size()));
  }
}
