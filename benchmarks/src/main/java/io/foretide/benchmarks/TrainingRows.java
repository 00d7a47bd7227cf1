package io.foretide.benchmarks;

import io.foretide.models.kind.Settings;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Step;
import io.foretide.neural.NeuralKinds;
import io.foretide.neural.bricks.Activation;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Flatten;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.bricks.Spread;
import io.foretide.neural.training.WindowShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The networks whose training is timed, each by its name, which {@code torch_training.py} has too.
 * They read windows of 15 features, 60 steps of context and horizon (those that read only the
 * context: 60 steps of context), and forecast a mean and seven quantiles for 28 steps.
 */
final class TrainingRows {
  static final int BATCH = 64;
  static final int HORIZON = 28;
  static final int OUTPUTS = 1 + Levels.published().length;

  private static final int STEPS = 60;
  private static final int FEATURES = 15;
  private static final WindowShape WINDOW =
      WindowShape.of(Step.DAY, STEPS - HORIZON, HORIZON)
          .withCalendar(
              IntStream.rangeClosed(1, FEATURES - WindowShape.OWN_FEATURES)
                  .mapToObj(harmonic -> "year-sin-" + harmonic)
                  .toList());
  private static final WindowShape LONGER =
      WindowShape.of(Step.DAY, STEPS, HORIZON).withCalendar(WINDOW.calendar());

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  /** A network, and the steps and features of its input. */
  record Row(Brick brick, Shape input) {}

  static {
    ROWS.put("mlp", new Row(mlp(), new Shape(STEPS, FEATURES)));
    kind("lstm", WINDOW);
    kind("gru", WINDOW);
    kind("cnn-lstm", WINDOW);
    kind("attention-lstm", WINDOW);
    kind("tcn", WINDOW);
    kind("tcn-attention", WINDOW);
    kind("patchtst", LONGER, "patch", "2", "stride", "1", "units", "64", "heads", "8");
    kind("informer", WINDOW);
    kind("tft", WINDOW);
    kind("nlinear", LONGER);
    kind("dlinear", LONGER);
  }

  private TrainingRows() {}

  private static void kind(String id, WindowShape window, String... settings) {
    Brick brick = NeuralKinds.network(id, window, Settings.of(settings), OUTPUTS);
    ROWS.put(id, new Row(brick, new Shape(window.steps(), window.features())));
  }

  private static Brick mlp() {
    return Sequence.of(
        Sequence.of(
            new Flatten(),
            new Dense(128, Activation.RELU),
            new Dense(64, Activation.RELU),
            Dense.linear(HORIZON * OUTPUTS),
            new Spread(HORIZON)));
  }

  static List<String> names() {
    return List.copyOf(ROWS.keySet());
  }

  static Row row(String name) {
    if (!ROWS.containsKey(name)) {
      throw new IllegalArgumentException("there is no row " + name + "; there are " + names());
    }
    return ROWS.get(name);
  }
}
