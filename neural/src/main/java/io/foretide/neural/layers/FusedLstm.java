package io.foretide.neural.layers;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of an LSTM without peepholes (Graves 2012; forget gate of Gers et al. 2000), with
 * tanh cells and sigmoid gates. Same parameters, in the same order, as DL4J's own {@link LSTM}, so
 * that weights can be exchanged; {@link FusedLstmLayer} does the work.
 */
public final class FusedLstm extends LSTM {
  private static final long serialVersionUID = 1L;

  private int lastSteps;

  /** For ModelSerializer. */
  public FusedLstm() {}

  /**
   * @param keep share of the layer's inputs that survive dropout in training; 1 for no dropout
   * @param lastSteps how many steps at the end of a sequence are given out; 0 for all
   */
  public static FusedLstm of(int inputs, int units, double keep, int lastSteps) {
    FusedLstm layer = new FusedLstm();
    layer.lastSteps = lastSteps;
    layer.setNIn(inputs);
    layer.setNOut(units);
    layer.setForgetGateBiasInit(1);
    layer.setRnnDataFormat(RNNFormat.NCW);
    layer.setActivationFn(new ActivationTanH());
    layer.setGateActivationFn(new ActivationSigmoid());
    layer.setBiasInit(0);
    if (keep < 1) {
      layer.setIDropout(new Dropout(keep));
    }
    return layer;
  }

  public int getLastSteps() {
    return lastSteps;
  }

  /** For ModelSerializer. */
  public void setLastSteps(int lastSteps) {
    this.lastSteps = lastSteps;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initializeParams,
      DataType type) {
    if (type != DataType.FLOAT) {
      throw new IllegalArgumentException("the fused LSTM computes in FLOAT, not " + type);
    }
    FusedLstmLayer layer = new FusedLstmLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(params);
    Map<String, INDArray> table = initializer().init(conf, params, initializeParams);
    layer.setParamTable(table);
    layer.setConf(conf);
    return layer;
  }
}
