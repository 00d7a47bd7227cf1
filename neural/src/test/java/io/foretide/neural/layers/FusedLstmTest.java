package io.foretide.neural.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class FusedLstmTest {
  private static final int BATCH = 5;
  private static final int INPUTS = 3;
  private static final int STEPS = 7;

  @Test
  void itComputesWhatTheStockLstmComputes() {
    MultiLayerNetwork stock = network(false);
    MultiLayerNetwork fused = network(true);
    fused.setParams(stock.params());

    INDArray x = Nd4j.rand(BATCH, INPUTS, STEPS).subi(0.5).muli(4);

    assertClose(fused.output(x), stock.output(x), 1e-5);
  }

  @Test
  void itsGradientIsTheStockLstms() {
    MultiLayerNetwork stock = network(false);
    MultiLayerNetwork fused = network(true);
    fused.setParams(stock.params());
    DataSet data = data();

    assertClose(gradient(fused, data), gradient(stock, data), 1e-5);
  }

  @Test
  void itsGradientIsTheSlopeOfItsLoss() {
    MultiLayerNetwork fused = network(true);
    DataSet data = data();
    INDArray gradient = gradient(fused, data).dup();

    INDArray slopes = Nd4j.zeros(gradient.shape());
    for (int i = 0; i < gradient.length(); i++) {
      slopes.putScalar(i, slope(fused, data, i));
    }

    double difference = slopes.sub(gradient).norm2Number().doubleValue();
    assertThat(difference / gradient.norm2Number().doubleValue()).isLessThan(1e-3);
  }

  @Test
  void aLayerThatGivesOutTheLastStepsIsTheWholeOneWithTheOthersMasked() {
    MultiLayerNetwork whole = network(true);
    MultiLayerNetwork last = network(FusedLstm.of(4, 6, 1, 2), true);
    last.setParams(whole.params());
    DataSet data = data();
    INDArray lastLabels =
        data.getLabels()
            .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(STEPS - 2, STEPS))
            .dup();
    INDArray mask = Nd4j.zeros(BATCH, STEPS);
    mask.get(NDArrayIndex.all(), NDArrayIndex.interval(STEPS - 2, STEPS)).assign(1);

    whole.setLayerMaskArrays(null, mask);
    INDArray expected = gradient(whole, data);
    INDArray actual = gradient(last, new DataSet(data.getFeatures(), lastLabels));

    assertClose(actual, expected, 1e-5);
  }

  @Test
  void anotherBatchSizeOrLengthIsServedByTheSameLayer() {
    MultiLayerNetwork stock = network(false);
    MultiLayerNetwork fused = network(true);
    fused.setParams(stock.params());

    for (long[] shape : new long[][] {{1, INPUTS, 1}, {9, INPUTS, 4}, {2, INPUTS, 30}}) {
      INDArray x = Nd4j.rand(shape);
      assertClose(fused.output(x), stock.output(x), 1e-5);
    }
  }

  @Test
  void itTrainsAndIsSavedAndRestoredByModelSerializer() throws IOException {
    MultiLayerNetwork fused = network(true);
    DataSet data = data();
    double before = fused.score(data);
    for (int i = 0; i < 20; i++) {
      fused.fit(data);
    }
    assertThat(fused.score(data)).isLessThan(before);

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(fused, file, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));

    assertThat(restored.getLayer(0)).isInstanceOf(FusedLstmLayer.class);
    assertClose(restored.output(data.getFeatures()), fused.output(data.getFeatures()), 0);
  }

  @Test
  void aMaskItCannotHonourIsRefusedNotIgnored() {
    MultiLayerNetwork fused = network(true);
    INDArray x = Nd4j.rand(BATCH, INPUTS, STEPS);
    INDArray mask = Nd4j.ones(BATCH, STEPS);

    assertThatThrownBy(() -> fused.output(x, false, mask, null))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("mask");
  }

  private static MultiLayerNetwork network(boolean fused) {
    return network(lstm(4, 6, fused), fused);
  }

  private static MultiLayerNetwork network(Layer second, boolean fused) {
    Nd4j.getRandom().setSeed(5);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.1))
                .list()
                .layer(lstm(INPUTS, 4, fused))
                .layer(second)
                .layer(
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(6)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static Layer lstm(int inputs, int units, boolean fused) {
    return fused
        ? FusedLstm.of(inputs, units, 1, 0)
        : new LSTM.Builder().nIn(inputs).nOut(units).activation(Activation.TANH).build();
  }

  private static DataSet data() {
    Nd4j.getRandom().setSeed(6);
    return new DataSet(Nd4j.randn(BATCH, INPUTS, STEPS), Nd4j.randn(BATCH, 2, STEPS));
  }

  private static INDArray gradient(MultiLayerNetwork network, DataSet data) {
    network.setInput(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    return network.getFlattenedGradients();
  }

  /** Central difference by one weight, of the loss summed over the batch. */
  private static double slope(MultiLayerNetwork network, DataSet data, int weight) {
    double step = 5e-3;
    INDArray params = network.params();
    double at = params.getDouble(weight);
    params.putScalar(weight, at + step);
    double above = loss(network, data);
    params.putScalar(weight, at - step);
    double below = loss(network, data);
    params.putScalar(weight, at);
    return (above - below) / (2 * step);
  }

  /** DL4J's MSE, a mean over outputs and a sum over steps, but in double: its own is float. */
  private static double loss(MultiLayerNetwork network, DataSet data) {
    INDArray out = network.output(data.getFeatures(), true).castTo(DataType.DOUBLE);
    INDArray error = out.sub(data.getLabels().castTo(DataType.DOUBLE));
    return error.mul(error).sumNumber().doubleValue() / out.size(1);
  }

  private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    assertThat(actual.sub(expected).amaxNumber().doubleValue())
        .isLessThanOrEqualTo(tolerance * scale);
  }
}
