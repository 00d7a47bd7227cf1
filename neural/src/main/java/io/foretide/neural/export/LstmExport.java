package io.foretide.neural.export;

import io.foretide.neural.layers.FloatCopies;
import io.foretide.neural.training.WindowShape;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adds a trained stack of LSTM layers and its output layer to a graph. */
public final class LstmExport {
  /** ONNX's gates (input, output, forget, candidate) as numbers of DL4J's. */
  private static final int[] GATES = {3, 2, 1, 0};

  private final MultiLayerNetwork network;
  private final WindowShape shape;

  public LstmExport(MultiLayerNetwork network, WindowShape shape) {
    this.network = network;
    this.shape = shape;
  }

  /** For {@link WindowGraph#build}. */
  public String addTo(OnnxGraph g, String features) {
    String value = features;
    int layers = network.getnLayers();
    for (int l = 0; l < layers - 1; l++) {
      value = addLstm(g, value, network.getLayer(l));
    }
    value = g.slice(value, 0, shape.contextLength(), shape.steps());
    Layer head = network.getLayer(layers - 1);
    INDArray w = head.getParam("W");
    String weights = g.constant(FloatCopies.read(w), w.size(0), w.size(1));
    return g.add(
        g.matmul(value, weights), g.constant(FloatCopies.read(head.getParam("b")), w.size(1)));
  }

  private static String addLstm(OnnxGraph g, String value, Layer layer) {
    INDArray w = layer.getParam("W");
    int inputs = (int) w.size(0);
    int units = (int) w.size(1) / 4;
    float[] b = FloatCopies.read(layer.getParam("b"));
    float[] biases = new float[8 * units];
    for (int gate = 0; gate < 4; gate++) {
      System.arraycopy(b, GATES[gate] * units, biases, gate * units, units);
    }
    return g.lstm(
        value,
        g.constant(gateRows(w), 1, 4L * units, inputs),
        g.constant(gateRows(layer.getParam("RW")), 1, 4L * units, units),
        g.constant(biases, 1, 8L * units),
        units);
  }

  /** From {@code [inputs][4 units]} in DL4J's gate order to {@code [4 units][inputs]} in ONNX's. */
  private static float[] gateRows(INDArray weights) {
    int inputs = (int) weights.size(0);
    int units = (int) weights.size(1) / 4;
    float[] from = FloatCopies.read(weights);
    float[] to = new float[from.length];
    for (int gate = 0; gate < 4; gate++) {
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < inputs; i++) {
          to[(gate * units + u) * inputs + i] = from[i * 4 * units + GATES[gate] * units + u];
        }
      }
    }
    return to;
  }
}
