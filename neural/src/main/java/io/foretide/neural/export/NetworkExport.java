package io.foretide.neural.export;

import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.network.FusedLayerImpl;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Adds a trained network of fused layers to a graph, layer by layer. */
public final class NetworkExport {
  private final MultiLayerNetwork network;

  public NetworkExport(MultiLayerNetwork network) {
    this.network = network;
  }

  /** For {@link WindowGraph#build}. */
  public String addTo(OnnxGraph graph, String features) {
    String value = features;
    for (Layer layer : network.getLayers()) {
      if (layer instanceof FusedLayerImpl fused) {
        Brick brick = fused.brick();
        Shape input = fused.inputShape();
        int steps = brick.output(input).steps();
        value = brick.exportPart(graph, value, input, fused.weights(), steps);
      }
    }
    return value;
  }
}
