package io.foretide.benchmarks;

import io.foretide.neural.bricks.Shape;
import io.foretide.neural.network.Networks;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  private static final class Training {
    private final MultiLayerNetwork network;
    private final INDArray features;
    private final INDArray targets;

    Training(TrainingRows.Row row) {
      int batch = TrainingRows.BATCH;
      Shape input = row.input();
      network = Networks.of(row.brick(), input, 1e-3, 1);
      features = Nd4j.randn(DataType.FLOAT, input.steps(), batch, input.features());
      targets = Nd4j.randn(DataType.FLOAT, batch, 1, TrainingRows.HORIZON);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        network.fit(features.permute(1, 2, 0), targets);
      }
    }

    void close() {
      Networks.close(network);
      features.close();
      targets.close();
    }
  }
}
