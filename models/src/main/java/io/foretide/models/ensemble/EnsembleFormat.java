package io.foretide.models.ensemble;

import com.fasterxml.jackson.core.type.TypeReference;
import io.foretide.models.serving.ModelFormats;

/** {@code ensemble/1}: the shares in {@code ensemble.json}, each member below {@code members/}. */
public final class EnsembleFormat extends WeightedFormat<EnsembleModel.Share> {
  static final String ID = "ensemble/1";

  /**
   * @param formats those that members may have; this one may be among them
   */
  public EnsembleFormat(ModelFormats formats) {
    super(formats, EnsembleModel.FILE, new TypeReference<>() {}, EnsembleModel::new);
  }

  @Override
  public String id() {
    return ID;
  }
}
