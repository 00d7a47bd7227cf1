package io.foretide.neural.layers;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An LSTM layer that computes with {@link LstmKernel}. Input {@code [batch, inputs, time]}, output
 * {@code [batch, units, time]} or its last steps only, state zero at the start of every sequence.
 *
 * <p>What it cannot do (feature masks, truncated backpropagation, stored state) it refuses; it
 * never falls back to a slower path. Its buffers are native: {@link #close()} frees them.
 */
final class FusedLstmLayer extends BaseRecurrentLayer<FusedLstm> {
  private static final long serialVersionUID = 1L;

  private final transient LstmKernel kernel;

  FusedLstmLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    FusedLstm layer = layerConf();
    kernel = new LstmKernel((int) layer.getNIn(), (int) layer.getNOut(), layer.getLastSteps());
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray in = fortran(input, workspaces, ArrayType.FF_WORKING_MEM);
    long batch = in.size(0);
    long steps = in.size(2);
    int last = layerConf().getLastSteps();
    INDArray out =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            DataType.FLOAT,
            new long[] {batch, layerConf().getNOut(), last == 0 ? steps : last},
            'f');
    kernel.forward(weights(), NativeFloats.of(in), NativeFloats.of(out), (int) batch, (int) steps);
    return out;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray outputs = fortran(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray inputs =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'f');
    NativeFloats packed = kernel.backward(NativeFloats.of(outputs), NativeFloats.of(inputs));
    Gradient gradient = new DefaultGradient();
    LSTMParamInitializer.getInstance()
        .paramKeys(layerConf())
        .forEach(key -> gradient.gradientForVariable().put(key, gradientViews.get(key)));
    new LstmWeights(
            gradientViews.get(LSTMParamInitializer.INPUT_WEIGHT_KEY),
            gradientViews.get(LSTMParamInitializer.RECURRENT_WEIGHT_KEY),
            gradientViews.get(LSTMParamInitializer.BIAS_KEY))
        .unpack(packed);
    weightNoiseParams.clear();
    return new Pair<>(gradient, backpropDropOutIfPresent(inputs));
  }

  private LstmWeights weights() {
    return new LstmWeights(
        params.get(LSTMParamInitializer.INPUT_WEIGHT_KEY),
        params.get(LSTMParamInitializer.RECURRENT_WEIGHT_KEY),
        params.get(LSTMParamInitializer.BIAS_KEY));
  }

  private static INDArray fortran(INDArray array, LayerWorkspaceMgr workspaces, ArrayType type) {
    return Layouts.isFortran(array) ? array : workspaces.dup(type, array, 'f');
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    if (mask != null) {
      throw new UnsupportedOperationException("the fused LSTM takes no feature mask");
    }
    return new Pair<>(null, state);
  }

  @Override
  public INDArray rnnTimeStep(INDArray in, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException("the fused LSTM keeps no state between calls");
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray in, boolean training, boolean storeLastForTbptt, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException("the fused LSTM keeps no state between calls");
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(
        "the fused LSTM backpropagates through the whole sequence");
  }

  @Override
  public void close() {
    kernel.close();
  }
}
