package io.foretide.neural.network;

import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Kernel;
import io.foretide.neural.bricks.Pass;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.bricks.Weights;
import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.memory.NativeFloats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a brick's kernel as a DL4J layer. The kernel's memory is native: close the layer. */
public final class FusedLayerImpl extends BaseLayer<FusedLayer> {
  private static final long serialVersionUID = 1L;

  private final transient Brick brick;
  private final transient Shape inputShape;
  private final transient Shape outputShape;
  private transient Optional<Kernel> kernel = Optional.empty();
  private transient Weights weights = Weights.of(List.of());

  FusedLayerImpl(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    gradientViews = Map.of();
    FusedLayer layer = layerConf();
    brick = layer.brick();
    inputShape = layer.input();
    outputShape = brick.output(inputShape);
  }

  public Brick brick() {
    return brick;
  }

  public Shape inputShape() {
    return inputShape;
  }

  /** Views of the layer's parameters. */
  public Weights weights() {
    return Weights.of(memory(params));
  }

  /**
   * Of what is drawn at random.
   *
   * @param shift to tell the layer's copies apart, 0 for itself
   */
  long seed(long shift) {
    return (conf.getSeed() + shift) * 31 + index;
  }

  private List<NativeFloats> memory(Map<String, INDArray> arrays) {
    return layerConf().parameters().stream()
        .map(p -> NativeFloats.of(arrays.get(p.name())))
        .toList();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    // The kernel reads its input again in the backward pass, and working memory does not last.
    ArrayType lasting = training ? ArrayType.ACTIVATIONS : ArrayType.FF_WORKING_MEM;
    INDArray in = TimeMajor.of(input, workspaces, lasting);
    if (in.size(0) != inputShape.steps() || in.size(2) != inputShape.features()) {
      throw new IllegalArgumentException(
          "the layer was made for " + inputShape + ", not for " + input.shapeInfoToString());
    }
    int batch = (int) in.size(1);
    NativeFloats made = kernel().forward(NativeFloats.of(in), pass(batch, training));
    return TimeMajor.copy(made, outputShape, batch, workspaces, ArrayType.ACTIVATIONS);
  }

  private Pass pass(int batch, boolean training) {
    Pass pass = training ? Pass.training(batch, getIterationCount()) : Pass.inference(batch);
    // DL4J's mask is [batch, steps].
    return maskArray == null ? pass : pass.masked(FloatCopies.read(maskArray.transpose()));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    int batch = (int) input.size(0);
    INDArray outputs = TimeMajor.of(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    // The network's own input needs no gradient, which spares its first layer a product.
    boolean wanted = index > 0;
    NativeFloats inputs = kernel().backward(NativeFloats.of(outputs), wanted);
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach((name, view) -> gradient.gradientForVariable().put(name, view));
    INDArray passedOn =
        wanted
            ? TimeMajor.copy(inputs, inputShape, batch, workspaces, ArrayType.ACTIVATION_GRAD)
            : workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, DataType.FLOAT, new long[] {1}, 'c');
    return new Pair<>(gradient, passedOn);
  }

  private Kernel kernel() {
    if (kernel.isEmpty()) {
      weights = weights();
      if (!gradientViews.isEmpty()) {
        weights.learnInto(memory(gradientViews));
      }
      kernel = Optional.of(brick.kernel(inputShape, weights, seed(0)));
    }
    return kernel.get();
  }

  @Override
  public void setParamsViewArray(INDArray params) {
    super.setParamsViewArray(params);
    close();
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    if (gradients == null) {
      // DL4J's way to say that there are no parameters.
      return;
    }
    super.setBackpropGradientsViewArray(gradients);
    // Between a forward pass and its backward pass, when a network learns for the first time.
    if (kernel.isPresent()) {
      weights.learnInto(memory(gradientViews));
    }
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
    maskArray = mask;
    boolean passedOn = outputShape.steps() == inputShape.steps();
    return new Pair<>(passedOn ? mask : null, state);
  }

  @Override
  public void close() {
    kernel.ifPresent(Kernel::close);
    kernel = Optional.empty();
  }
}
