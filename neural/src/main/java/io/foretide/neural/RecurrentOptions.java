package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.models.kind.SharedSettings;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Settings of {@link LstmKind} and {@link GruKind}. */
record RecurrentOptions(
    @Setting(value = "2", min = 1, max = 10, help = "Recurrent layers on top of each other")
        int hiddenLayers,
    @Setting(value = "50", min = 1, max = 1024, help = "Units per layer") int units,
    @Setting(
            value = "0.2",
            min = 0,
            max = 0.9,
            help = "Share of a layer's outputs dropped while training")
        double dropout,
    @SharedSettings(defaults = "learningRate=0.004") TrainingOptions training,
    @SharedSettings CovariateOptions covariates)
    implements NeuralOptions {

  /**
   * Layers over context and horizon, and a linear output at every step of the horizon.
   *
   * @param layer a recurrent layer of so many units
   */
  Brick network(int horizon, int outputs, IntFunction<Brick> layer) {
    List<Brick> bricks = new ArrayList<>();
    for (int l = 0; l < hiddenLayers; l++) {
      bricks.add(layer.apply(units));
      if (l == hiddenLayers - 1) {
        bricks.add(new LastSteps(horizon));
      }
      bricks.add(new Dropout(dropout));
    }
    bricks.add(Dense.linear(outputs));
    return new Sequence(bricks);
  }
}
