package io.foretide.neural.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.neural.bricks.Activation;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FusedLayerTest {
  private static final Shape INPUT = new Shape(6, 3);
  private static final Brick BRICK =
      Sequence.of(
          new Lstm(5),
          new LastSteps(2),
          Sequence.of(new Dense(4, Activation.RELU), new Dropout(0.2)),
          Dense.linear(8));

  private final INDArray features = Nd4j.rand(7, 3, 6);
  private final INDArray targets = Nd4j.rand(7, 1, 2);

  @Test
  void aSavedNetworkSaysTheSameOnceLoadedAndLearnsOnAlike() throws IOException {
    MultiLayerNetwork network = network(1);
    network.fit(features, targets);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(file.toByteArray()), true);

    assertThat(loaded.output(features).equals(network.output(features))).isTrue();
    loaded.fit(features, targets);
    network.fit(features, targets);
    assertThat(loaded.score()).isEqualTo(network.score());
    Networks.close(network);
    Networks.close(loaded);
  }

  @Test
  void itLearns() {
    MultiLayerNetwork network = network(1);
    network.fit(features, targets);
    double before = network.score();
    for (int i = 0; i < 200; i++) {
      network.fit(features, targets);
    }

    assertThat(network.score()).isLessThan(before / 2);
    Networks.close(network);
  }

  @Test
  void theSeedDecidesTheWeightsBeforeAndAfterLearning() {
    MultiLayerNetwork one = network(1);
    MultiLayerNetwork same = network(1);
    MultiLayerNetwork other = network(2);
    assertThat(same.params().equals(one.params())).isTrue();
    assertThat(other.params().equals(one.params())).isFalse();
    for (int i = 0; i < 3; i++) {
      one.fit(features, targets);
      same.fit(features, targets);
    }

    assertThat(same.params().equals(one.params())).isTrue();
    Networks.close(one);
    Networks.close(same);
    Networks.close(other);
  }

  private static MultiLayerNetwork network(long seed) {
    return Networks.of(BRICK, INPUT, 0.01, seed);
  }
}
