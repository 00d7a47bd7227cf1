package io.foretide.benchmarks;

import io.foretide.neural.bricks.Shape;
import io.foretide.neural.memory.NativeFloats;
import io.foretide.neural.network.Learner;
import io.foretide.neural.network.Networks;
import io.foretide.neural.network.Optimiser;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Our own side: DL4J with fused layers, loss and limit of the gradient as every neural kind has.
 */
final class FusedTraining implements Contender {
  private static final int WARM_UP = 100;

  private final Map<String, Training> trainings = new HashMap<>();

  @Override
  public String name() {
    return "DL4J, fused";
  }

  @Override
  public Timing train(String row, int steps) {
    Training training = trainings.computeIfAbsent(row, FusedTraining::warm);
    return Clock.time(() -> training.run(steps));
  }

  private static Training warm(String row) {
    Training training = new Training(TrainingRows.row(row));
    training.run(WARM_UP);
    return training;
  }

  @Override
  public void close() {
    trainings.values().forEach(Training::close);
  }

  /** Steps as {@code NetworkTrainer} takes them. */
  private static final class Training {
    private final MultiLayerNetwork network;
    private final Learner learner;
    private final Optimiser optimiser;
    private final NativeFloats features;
    private final float[] targets;
    private final float[] units;

    Training(TrainingRows.Row row) {
      Shape input = row.input();
      network = Networks.of(row.brick(), input, 1e-3, 1);
      learner = new Learner(network, 0);
      optimiser = new Optimiser(network, List.of(learner), 0);
      float[] windows = random(input.size() * TrainingRows.BATCH);
      features = NativeFloats.allocate(windows.length);
      features.write(0, windows, 0, windows.length);
      targets = random(TrainingRows.HORIZON * TrainingRows.BATCH);
      units = new float[targets.length];
      Arrays.fill(units, 1);
    }

    private static float[] random(int size) {
      Random random = new Random(1);
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        learner.learn(features, targets, units, TrainingRows.BATCH, network.getIterationCount());
        optimiser.begin(TrainingRows.BATCH, 1);
        optimiser.sum(0);
        optimiser.step(0);
        optimiser.end();
      }
    }

    void close() {
      learner.close();
      features.close();
      Networks.close(network);
    }
  }
}
