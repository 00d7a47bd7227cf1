package io.foretide.neural.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Gru;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.network.Networks;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class TeamTest {
  private static final WindowShape SHAPE = WindowShape.of(Step.DAY, 14, 7);
  private static final Shape INPUT = new Shape(SHAPE.steps(), SHAPE.features());
  private static final Brick BRICK =
      Sequence.of(new Gru(8), new LastSteps(7), Dense.linear(1 + Levels.published().length));
  private static final int BATCH = 21;
  private static final double RATE = 0.01;
  private static final Pace STEADY = new Pace(Pace.Schedule.PLATEAU, 0);

  private final Windows windows = new Windows(data(), SHAPE, Weighting.WINDOW);
  private final List<Windows.Window> all = windows.between(0, 30_000, 1);

  @Test
  void threeThreadsLearnWhatOneDoesButForRounding() {
    float[] one = learn(1, 0, 1);
    float[] three = learn(3, 0, 1);
    for (int i = 0; i < one.length; i++) {
      assertThat(Math.abs(three[i] - one[i])).isLessThan(1e-4f);
    }
  }

  @Test
  void threeThreadsJudgeAsOneDoes() {
    assertThat(judge(3)).isCloseTo(judge(1), within(1e-6));
  }

  @Test
  void aStepIsInProportionToThePace() {
    float[] begin = learn(1, 0.5, 0);
    float[] whole = learn(1, 0.5, 1);
    float[] half = learn(1, 0.5, 0.5);
    for (int i = 0; i < begin.length; i++) {
      assertThat(Math.abs(half[i] - (begin[i] + whole[i]) / 2)).isLessThan(1e-6f);
    }
  }

  @Test
  void weightDecayTakesItsShareOffWeightsAndLeavesBiases() {
    float[] begin = learn(1, 0, 0);
    float[] plain = learn(1, 0, 1);
    float[] decayed = learn(1, 2, 1);
    int shrunk = 0;
    int left = 0;
    for (int i = 0; i < begin.length; i++) {
      float taken = plain[i] - decayed[i];
      if (Math.abs(taken - 0.02f * begin[i]) < 1e-6f && begin[i] != 0) {
        shrunk++;
      } else {
        assertThat(taken).as("weight %d was %s", i, begin[i]).isZero();
        left++;
      }
    }
    int inputs = SHAPE.features();
    int outputs = 1 + Levels.published().length;
    assertThat(shrunk).isEqualTo(inputs * 24 + 8 * 24 + 8 * outputs);
    assertThat(left).isPositive();
  }

  @Test
  void aLayersGradientIsCutToTheLengthThatWasAsked() {
    assertThat(longestGradient(0)).isGreaterThan(1e-2);
    assertThat(longestGradient(1e-2)).isLessThan(1.001e-2);
  }

  /** Of its layers, as the updater has it: Adam's first mean is a tenth of that. */
  private double longestGradient(double clip) {
    MultiLayerNetwork network = Networks.of(BRICK, INPUT, Point.MEAN, RATE, clip, 1);
    try (Team team = team(network, 0, 1)) {
      team.learn(all, 0, 1, (from, to) -> {});
      float[] means = FloatCopies.read(network.getUpdater().getStateViewArray());
      int at = 0;
      double longest = 0;
      for (Layer layer : network.getLayers()) {
        double squares = 0;
        for (int end = at + (int) layer.numParams(); at < end; at++) {
          squares += 100.0 * means[at] * means[at];
        }
        longest = Math.max(longest, Math.sqrt(squares));
      }
      return longest;
    } finally {
      Networks.close(network);
    }
  }

  /** The weights after one step. */
  private float[] learn(int threads, double weightDecay, double pace) {
    MultiLayerNetwork network = Networks.of(BRICK, INPUT, RATE, 1);
    try (Team team = team(network, weightDecay, threads)) {
      team.learn(all, 0, pace, (from, to) -> {});
      return FloatCopies.read(network.params());
    } finally {
      Networks.close(network);
    }
  }

  private double judge(int threads) {
    MultiLayerNetwork network = Networks.of(BRICK, INPUT, RATE, 1);
    try (Team team = team(network, 0, threads)) {
      return team.judge(all, 5);
    } finally {
      Networks.close(network);
    }
  }

  private Team team(MultiLayerNetwork network, double weightDecay, int threads) {
    return new Team(
        network,
        windows,
        new TrainingPlan(
            1,
            BATCH,
            BATCH,
            RATE,
            1,
            0.1,
            Point.MEAN,
            Weighting.WINDOW,
            STEADY,
            weightDecay,
            threads),
        BATCH,
        BATCH - 1);
  }

  private static Dataset data() {
    Random random = new Random(1);
    double[] sales = random.doubles(200, 1, 9).toArray();
    Series series =
        new Series(
            new SeriesId("d", List.of("a")),
            Step.DAY,
            19_000,
            "sales",
            Map.of("sales", sales),
            Map.of());
    return new Dataset("d", Step.DAY, List.of(series));
  }
}
