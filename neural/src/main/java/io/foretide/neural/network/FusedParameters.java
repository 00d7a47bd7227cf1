package io.foretide.neural.network;

import io.foretide.neural.bricks.Parameter;
import io.foretide.neural.memory.NativeFloats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A brick's parameters one after the other in DL4J's flat vector, each row-major. */
final class FusedParameters implements ParamInitializer {
  private final int layer;

  /**
   * @param layer its place in the network: layers alike begin with different weights
   */
  FusedParameters(int layer) {
    this.layer = layer;
  }

  private static List<Parameter> of(Layer conf) {
    return ((FusedLayer) conf).parameters();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer conf) {
    return of(conf).stream().mapToLong(Parameter::size).sum();
  }

  @Override
  public List<String> paramKeys(Layer conf) {
    return of(conf).stream().map(Parameter::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer conf) {
    return of(conf).stream().filter(Parameter::decays).map(Parameter::name).toList();
  }

  @Override
  public List<String> biasKeys(Layer conf) {
    return of(conf).stream().filter(p -> !p.decays()).map(Parameter::name).toList();
  }

  @Override
  public boolean isWeightParam(Layer conf, String key) {
    return weightKeys(conf).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer conf, String key) {
    return biasKeys(conf).contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initializeParams) {
    Map<String, INDArray> views = views(conf, flat);
    for (Parameter parameter : of(conf.getLayer())) {
      conf.addVariable(parameter.name());
      if (initializeParams) {
        float[] values = new float[parameter.size()];
        long seed = conf.getSeed() * 1_000_003 + layer * 8191L + parameter.name().hashCode();
        parameter
            .init()
            .fill(values, parameter.rows(), parameter.columns(), new SplittableRandom(seed));
        NativeFloats.of(views.get(parameter.name())).write(0, values, 0, values.length);
      }
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    return views(conf, flat);
  }

  private static Map<String, INDArray> views(NeuralNetConfiguration conf, INDArray flat) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (flat == null) {
      // DL4J's way to say that there are no parameters.
      return views;
    }
    INDArray row = flat.reshape(flat.length());
    long at = 0;
    for (Parameter parameter : of(conf.getLayer())) {
      INDArray part = row.get(NDArrayIndex.interval(at, at + parameter.size()));
      views.put(parameter.name(), part.reshape('c', parameter.rows(), parameter.columns()));
      at += parameter.size();
    }
    return views;
  }
}
