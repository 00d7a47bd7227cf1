package io.foretide.benchmarks;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The process behind the newer PyTorch of {@link TrainingBenchmark}: trains, through DJL, the
 * TorchScript files that {@code torch_training.py} wrote into the folder of its argument.
 */
final class DjlTraining implements AutoCloseable {
  private static final int WARM_UP = 10;

  private final Model model;
  private final Trainer trainer;
  private final NDList batch;

  private DjlTraining(Path folder, String row) throws Exception {
    model = Model.newInstance(row, "PyTorch");
    model.load(folder, row, Map.of("trainParam", "true"));
    // The loss is the network's own output.
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Adam.builder().optLearningRateTracker(Tracker.fixed(1e-3f)).build()));
    NDManager manager = trainer.getManager();
    io.foretide.neural.bricks.Shape input = TrainingRows.row(row).input();
    batch =
        new NDList(
            manager.randomNormal(new Shape(input.steps(), TrainingRows.BATCH, input.features())),
            manager.randomNormal(new Shape(TrainingRows.HORIZON, TrainingRows.BATCH, 1)));
    train(WARM_UP);
  }

  private void train(int steps) {
    for (int i = 0; i < steps; i++) {
      try (GradientCollector collector = trainer.newGradientCollector();
          NDList made = trainer.forward(batch)) {
        NDArray loss = made.singletonOrThrow();
        collector.backward(loss);
      }
      trainer.step();
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }

  public static void main(String[] args) throws Exception {
    System.out.println("PyTorch " + Engine.getEngine("PyTorch").getVersion());
    Map<String, DjlTraining> trainings = new HashMap<>();
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      String[] parts = line.split(" ");
      if (!trainings.containsKey(parts[0])) {
        trainings.put(parts[0], new DjlTraining(Path.of(args[0]), parts[0]));
      }
      DjlTraining training = trainings.get(parts[0]);
      System.out.println(Clock.time(() -> training.train(Integer.parseInt(parts[1]))));
    }
    trainings.values().forEach(DjlTraining::close);
  }
}
