package io.foretide.neural.network;

import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.BrickJson;
import io.foretide.neural.bricks.Parameter;
import io.foretide.neural.bricks.Shape;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonIgnore;

/**
 * Configuration of a layer that computes one {@link Brick}. Input {@code [batch, features, steps]},
 * output alike, as DL4J has sequences; in memory both lie as {@code [steps][batch][features]}.
 */
public final class FusedLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  private String json = "";
  private int steps;

  /** For ModelSerializer. */
  public FusedLayer() {}

  public static FusedLayer of(Brick brick, Shape input) {
    FusedLayer layer = new FusedLayer();
    layer.json = BrickJson.write(brick);
    layer.steps = input.steps();
    layer.setNIn(input.features());
    layer.setNOut(brick.output(input).features());
    return layer;
  }

  /** For ModelSerializer. */
  public String getJson() {
    return json;
  }

  /** For ModelSerializer. */
  public void setJson(String json) {
    this.json = json;
  }

  /** For ModelSerializer. */
  public int getSteps() {
    return steps;
  }

  /** For ModelSerializer. */
  public void setSteps(int steps) {
    this.steps = steps;
  }

  @JsonIgnore
  public Brick brick() {
    return BrickJson.read(json);
  }

  @JsonIgnore
  public Shape input() {
    return new Shape(steps, (int) getNIn());
  }

  List<Parameter> parameters() {
    return brick().parameters(input());
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
      throw new IllegalArgumentException("fused layers compute in FLOAT, not " + type);
    }
    FusedLayerImpl layer = new FusedLayerImpl(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(params);
    layer.setParamTable(new FusedParameters(index).init(conf, params, initializeParams));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new FusedParameters(0);
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    boolean decays = parameters().stream().anyMatch(p -> p.name().equals(name) && p.decays());
    return decays ? regularization : regularizationBias;
  }

  @Override
  public InputType getOutputType(int index, InputType inputType) {
    Shape output = brick().output(input());
    return InputType.recurrent(output.features(), output.steps());
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    // Given with the brick.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    int parameters = parameters().stream().mapToInt(Parameter::size).sum();
    return new LayerMemoryReport.Builder(
            getLayerName(), FusedLayer.class, inputType, getOutputType(0, inputType))
        .standardMemory(parameters, parameters)
        .workingMemory(0, 0, MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }
}
