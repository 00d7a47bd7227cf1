package io.foretide.models.ensemble;

import com.fasterxml.jackson.core.type.TypeReference;
import io.foretide.models.serving.ModelFormats;

/** {@code stacked/1}: the weights in {@code stacked.json}, each member below {@code members/}. */
public final class StackedFormat extends WeightedFormat<StackedModel.Part> {
  static final String ID = "stacked/1";

  /**
   * @param formats those that members may have; this one may be among them
   */
  public StackedFormat(ModelFormats formats) {
    super(formats, StackedModel.FILE, new TypeReference<>() {}, StackedModel::new);
  }

  @Override
  public String id() {
    return ID;
  }
}
