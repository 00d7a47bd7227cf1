package io.foretide.models.onnx;

import io.foretide.models.explanation.Explanations;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import java.io.IOException;

/**
 * Format {@code onnx/1}: {@code model.onnx}, scaling inside, {@code layout.json}, and {@link
 * Explanations}.
 */
public final class OnnxFormat implements ModelFormat {
  public static final String ID = "onnx/1";
  static final String MODEL_FILE = "model.onnx";
  static final String LAYOUT_FILE = "layout.json";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    OnnxLayout layout = OnnxLayout.fromJson(artifacts.read(LAYOUT_FILE));
    return OnnxModel.open(artifacts.read(MODEL_FILE), layout, Explanations.read(artifacts));
  }
}
