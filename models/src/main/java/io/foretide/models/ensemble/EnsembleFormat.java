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

/** {@code ensemble/1}: the shares in {@code ensemble.json}, each member below {@code members/}. */
public final class EnsembleFormat implements ModelFormat {
  static final String ID = "ensemble/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelFormats formats;

  /**
   * @param formats those that members may have; this one may be among them
   */
  public EnsembleFormat(ModelFormats formats) {
    this.formats = formats;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    List<EnsembleModel.Share> shares =
        JSON.readValue(artifacts.read(EnsembleModel.FILE), new TypeReference<>() {});
    return new EnsembleModel(
        shares, Members.load(formats, artifacts, EnsembleModel.MEMBERS, shares.size()));
  }
}
