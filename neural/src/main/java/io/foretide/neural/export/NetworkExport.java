package io.foretide.neural.export;

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
        value = fused.brick().exportPart(graph, value, fused.inputShape(), fused.weights());
      }
    }
    return value;
  }
}
