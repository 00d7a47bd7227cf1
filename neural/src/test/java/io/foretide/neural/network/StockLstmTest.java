package io.foretide.neural.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.memory.NativeFloats;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The fused LSTM beside DL4J's own, with its weights. */
class StockLstmTest {
  private static final int BATCH = 3;
  private static final int INPUTS = 4;
  private static final int UNITS = 5;
  private static final int STEPS = 7;

  /** Where DL4J has our gates input, output, forget, candidate: it has the candidate first. */
  private static final int[] THEIRS = {3, 2, 1, 0};

  private final INDArray features = Nd4j.rand(DataType.FLOAT, BATCH, INPUTS, STEPS).subi(0.5f);
  private final INDArray targets = Nd4j.rand(DataType.FLOAT, BATCH, 2, STEPS);
  private final MultiLayerNetwork stock =
      network(
          new LSTM.Builder()
              .dataFormat(RNNFormat.NCW)
              .nIn(INPUTS)
              .nOut(UNITS)
              .activation(Activation.TANH)
              .build());
  private final MultiLayerNetwork fused =
      network(FusedLayer.of(new Lstm(UNITS), new Shape(STEPS, INPUTS)));

  StockLstmTest() {
    for (String name : List.of("W", "RW", "b")) {
      String ours = name.equals("RW") ? "R" : name;
      INDArray theirs = stock.getParam("0_" + name);
      float[] values = inOurOrder(theirs);
      NativeFloats.of(fused.getParam("0_" + ours)).write(0, values, 0, values.length);
    }
    for (String name : List.of("1_W", "1_b")) {
      fused.getParam(name).assign(stock.getParam(name));
    }
  }

  @AfterEach
  void close() {
    Networks.close(fused);
    Networks.close(stock);
  }

  @Test
  void withoutAMaskTheyAgree() {
    agree(Nd4j.ones(DataType.FLOAT, BATCH, STEPS), false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void whereSequencesEndEarlyTheyAgree(int length) {
    INDArray mask = Nd4j.ones(DataType.FLOAT, BATCH, STEPS);
    for (int step = 0; step < STEPS; step++) {
      mask.putScalar(1, step, step < length ? 1 : 0);
    }
    agree(mask, true);
  }

  private void agree(INDArray mask, boolean masked) {
    for (MultiLayerNetwork network : List.of(stock, fused)) {
      network.setInput(features);
      network.setLabels(targets);
      if (masked) {
        network.setLayerMaskArrays(mask, mask);
        // DL4J's own takes note of a mask only where it is told so itself.
        network.getLayer(0).setMaskArray(mask);
      }
      network.computeGradientAndScore();
    }
    close(stock.score(), fused.score());
    Gradient theirs = stock.gradient();
    Gradient ours = fused.gradient();
    Map.of("0_W", "0_W", "0_RW", "0_R", "0_b", "0_b")
        .forEach(
            (their, our) ->
                close(
                    inOurOrder(theirs.getGradientFor(their)),
                    FloatCopies.read(ours.getGradientFor(our))));
    close(
        FloatCopies.read(theirs.getGradientFor("1_W")),
        FloatCopies.read(ours.getGradientFor("1_W")));
  }

  /** {@code [rows][gate][units]}, gates as ours. */
  private static float[] inOurOrder(INDArray theirs) {
    float[] from = FloatCopies.read(theirs);
    float[] to = new float[from.length];
    for (int row = 0; row < from.length; row += 4 * UNITS) {
      for (int gate = 0; gate < 4; gate++) {
        System.arraycopy(from, row + THEIRS[gate] * UNITS, to, row + gate * UNITS, UNITS);
      }
    }
    return to;
  }

  private static void close(double actual, double expected) {
    assertThat(Math.abs(actual - expected)).isLessThan(1e-5);
  }

  private static void close(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("value %d: %s beside %s", i, actual[i], expected[i])
          .isLessThan(1e-5f);
    }
  }

  private static MultiLayerNetwork network(Layer recurrent) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new NoOp())
                .list()
                .layer(recurrent)
                .layer(
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(UNITS)
                        .nOut(2)
                        .dataFormat(RNNFormat.NCW)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    return network;
  }
}
