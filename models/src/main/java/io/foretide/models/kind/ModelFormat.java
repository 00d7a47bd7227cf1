package io.foretide.models.kind;

import java.io.IOException;

/** How a fitted model lies in its artifacts. A version is loaded by format, never by kind. */
public interface ModelFormat {
  /** Name and number, such as {@code onnx/1}. A number once published is read for ever. */
  String id();

  /** Reads what a model of this format saved. */
  ForecastModel load(ArtifactReader artifacts) throws IOException;
}
