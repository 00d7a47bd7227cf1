package io.foretide.neural;

import io.foretide.models.kind.Setting;
import io.foretide.neural.training.Pace;
import java.util.Locale;

/** How a network's weights follow its gradients. */
record OptimiserOptions(
    @Setting(
            value = "plateau",
            choices = {"plateau", "cosine", "one-cycle", "step"},
            help =
                "How the learning rate changes: plateau halves it when the validation loss stands"
                    + " still; the others go by the epochs that were asked for")
        String schedule,
    @Setting(
            value = "0",
            min = 0,
            max = 0.9,
            help = "Share of the training in which the learning rate rises from nothing")
        double warmup,
    @Setting(
            value = "0",
            min = 0,
            max = 10,
            help = "Share of a weight, times the learning rate, that a step takes off it")
        double weightDecay,
    @Setting(
            value = "0",
            min = 0,
            max = 1e6,
            help = "A layer's gradient is cut to this length; 0 leaves it as it is")
        double clip,
    @Setting(
            value = "1",
            min = 1,
            max = 256,
            help = "Threads that share a batch; the same number gives the same model")
        int threads) {

  Pace pace() {
    return new Pace(
        Pace.Schedule.valueOf(schedule.toUpperCase(Locale.ROOT).replace('-', '_')), warmup);
  }
}
