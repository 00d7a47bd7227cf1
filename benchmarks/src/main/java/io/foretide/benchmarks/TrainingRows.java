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
 * They read windows of 60 steps x 15 features, 32 steps of context and 28 of horizon, and forecast
 * a mean and seven quantiles for every step of the horizon.
 */
final class TrainingRows {
  static final int BATCH = 64;
  static final int HORIZON = 28;
  static final Shape INPUT = new Shape(60, 15);
  static final int OUTPUTS = 1 + Levels.published().length;

  private static final WindowShape WINDOW =
      WindowShape.of(Step.DAY, INPUT.steps() - HORIZON, HORIZON)
          .withCalendar(
              IntStream.rangeClosed(1, INPUT.features() - WindowShape.OWN_FEATURES)
                  .mapToObj(harmonic -> "year-sin-" + harmonic)
                  .toList());

  private static final Map<String, Brick> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put(
        "mlp",
        Sequence.of(
            Sequence.of(
                new Flatten(),
                new Dense(128, Activation.RELU),
                new Dense(64, Activation.RELU),
                Dense.linear(HORIZON * OUTPUTS),
                new Spread(HORIZON))));
    kind("lstm");
    kind("gru");
    kind("tcn");
  }

  private TrainingRows() {}

  private static void kind(String id, String... settings) {
    ROWS.put(id, NeuralKinds.network(id, WINDOW, Settings.of(settings), OUTPUTS));
  }

  static List<String> names() {
    return List.copyOf(ROWS.keySet());
  }

  static Brick brick(String name) {
    return ROWS.get(name);
  }
}
