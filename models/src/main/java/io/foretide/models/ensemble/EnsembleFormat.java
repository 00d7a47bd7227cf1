package io.foretide.models.ensemble;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code ensemble/1}: the shares in {@code ensemble.json}, each member below {@code members/}. */
public final class EnsembleFormat implements ModelFormat {
  static final String ID = "ensemble/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<ModelFormats> formats;

  /**
   * @param formats asked at each load, since this format is itself among them
   */
  public EnsembleFormat(Supplier<ModelFormats> formats) {
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
    List<ForecastModel> members = new ArrayList<>();
    try {
      for (int m = 0; m < shares.size(); m++) {
        members.add(formats.get().load(artifacts.in(EnsembleModel.folder(m))));
      }
      return new EnsembleModel(shares, members);
    } catch (IOException | RuntimeException e) {
      members.forEach(ForecastModel::close);
      throw e;
    }
  }
}
