package io.foretide.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Levels;
import io.foretide.neural.bricks.Activation;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.Gru;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.memory.NativeFloats;
import io.foretide.neural.training.Point;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our own loop beside DL4J's. */
class LearnerTest {
  private static final int BATCH = 8;
  private static final int HORIZON = 3;
  private static final Shape INPUT = new Shape(5, 4);
  private static final Brick BRICK =
      Sequence.of(
          new Gru(6),
          new Dropout(0.3),
          new Dense(7, Activation.RELU),
          new LastSteps(HORIZON),
          Dense.linear(1 + Levels.published().length));

  private final Random random = new Random(5);
  private final float[] features = random(INPUT.size() * BATCH);
  private final float[] targets = random(HORIZON * BATCH);
  private final float[] units = new float[targets.length];

  LearnerTest() {
    for (int i = 0; i < units.length; i++) {
      units[i] = i % 5 == 0 ? 0 : 0.5f + random.nextFloat();
    }
  }

  @Test
  void itsStepsAreThoseOfDl4j() {
    assertThat(longestStep(learned(0), dl4j(0))).isLessThan(1e-6);
  }

  @Test
  void itsStepsAreThoseOfDl4jWhereLongGradientsAreCut() {
    assertThat(longestStep(dl4j(0), dl4j(0.05))).isGreaterThan(1e-4);
    assertThat(longestStep(learned(0.05), dl4j(0.05))).isLessThan(1e-6);
  }

  @Test
  void itsLossIsThatOfDl4j() {
    MultiLayerNetwork network = network(0);
    NativeFloats in = memory();
    try (Learner learner = new Learner(network, 0)) {
      setBatch(network);
      network.computeGradientAndScore();
      double loss = learner.learn(in, targets, units, BATCH, 0) / BATCH;
      assertThat(loss).isCloseTo(network.score(), within(1e-6));
      assertThat(learner.judge(in, targets, units, BATCH) / BATCH)
          .as("without dropout")
          .isNotCloseTo(loss, within(1e-6));
    } finally {
      in.close();
      Networks.close(network);
    }
  }

  private static double longestStep(float[] one, float[] other) {
    double longest = 0;
    for (int i = 0; i < one.length; i++) {
      longest = Math.max(longest, Math.abs(one[i] - other[i]));
    }
    return longest;
  }

  /** The weights after three steps. */
  private float[] learned(double clip) {
    MultiLayerNetwork network = network(clip);
    NativeFloats in = memory();
    try (Learner learner = new Learner(network, 0)) {
      Optimiser optimiser = new Optimiser(network, List.of(learner), 0);
      for (int step = 0; step < 3; step++) {
        learner.learn(in, targets, units, BATCH, network.getIterationCount());
        optimiser.begin(BATCH, 1);
        optimiser.sum(0);
        optimiser.step(0);
        optimiser.end();
      }
      return FloatCopies.read(network.params());
    } finally {
      in.close();
      Networks.close(network);
    }
  }

  /** The same through DL4J alone. */
  private float[] dl4j(double clip) {
    MultiLayerNetwork network = network(clip);
    try {
      for (int step = 0; step < 3; step++) {
        setBatch(network);
        network.fit();
      }
      return FloatCopies.read(network.params());
    } finally {
      Networks.close(network);
    }
  }

  private void setBatch(MultiLayerNetwork network) {
    INDArray in =
        Nd4j.createUninitialized(
            DataType.FLOAT, new long[] {INPUT.steps(), BATCH, INPUT.features()}, 'c');
    FloatCopies.write(features, in);
    network.setInput(TimeMajor.turn(in));
    network.setLabels(Nd4j.create(targets, new long[] {BATCH, 1, HORIZON}, 'f'));
    network.setLayerMaskArrays(null, Nd4j.create(units, new long[] {BATCH, HORIZON}, 'f'));
  }

  private NativeFloats memory() {
    NativeFloats in = NativeFloats.allocate(features.length);
    in.write(0, features, 0, features.length);
    return in;
  }

  private static MultiLayerNetwork network(double clip) {
    return Networks.of(BRICK, INPUT, Point.MEAN, 0.01, clip, 1);
  }

  private float[] random(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
