package io.foretide.benchmarks;

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

  private final Map<String, MultiLayerNetwork> networks = new HashMap<>();
  private final INDArray features;
  private final INDArray targets;

  FusedTraining() {
    long batch = TrainingRows.BATCH;
    INDArray timeMajor =
        Nd4j.randn(
            DataType.FLOAT, TrainingRows.INPUT.steps(), batch, TrainingRows.INPUT.features());
    features = timeMajor.permute(1, 2, 0);
    targets = Nd4j.randn(DataType.FLOAT, batch, 1, TrainingRows.HORIZON);
  }

  @Override
  public String name() {
    return "DL4J, fused";
  }

  @Override
  public Timing train(String row, int steps) {
    MultiLayerNetwork network = networks.computeIfAbsent(row, this::warm);
    return Clock.time(() -> fit(network, steps));
  }

  private MultiLayerNetwork warm(String row) {
    MultiLayerNetwork network = Networks.of(TrainingRows.brick(row), TrainingRows.INPUT, 1e-3, 1);
    fit(network, WARM_UP);
    return network;
  }

  private void fit(MultiLayerNetwork network, int steps) {
    for (int i = 0; i < steps; i++) {
      network.fit(features, targets);
    }
  }

  @Override
  public void close() {
    networks.values().forEach(Networks::close);
  }
}
