package io.foretide.models.onnx;

import io.foretide.models.explanation.Explanations;
import io.foretide.models.features.FeaturePlan;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import java.io.IOException;

/**
 * Format {@code onnx/1}: {@code model.onnx}, scaling inside, {@code layout.json}, {@link
 * Explanations}, and of a network that reads features of bars {@code features.json}, their plan.
 */
public final class OnnxFormat implements ModelFormat {
  public static final String ID = "onnx/1";
  static final String MODEL_FILE = "model.onnx";
  static final String LAYOUT_FILE = "layout.json";
  static final String FEATURES_FILE = "features.json";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    OnnxLayout layout = OnnxLayout.fromJson(artifacts.read(LAYOUT_FILE));
    OnnxModel model =
        OnnxModel.open(artifacts.read(MODEL_FILE), layout, Explanations.read(artifacts));
    try {
      if (model.plan().isPresent()) {
        model.plan().get().requireSame(FeaturePlan.fromJson(artifacts.read(FEATURES_FILE)));
      }
      return model;
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }
}
