package io.foretide.neural.training;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.neural.memory.FloatCopies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop of all neural kinds: mini-batches of windows drawn from all series, a
 * validation part that lies after the training part in time, early stopping with patience, the best
 * weights kept, and a checkpoint offered after every epoch.
 */
public final class NetworkTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkTrainer.class);
  private static final int MAX_VALIDATION_WINDOWS = 512;

  private final Windows windows;
  private final TrainingPlan plan;
  private final TrainingListener listener;
  private final long seed;
  private final List<Windows.Window> training;
  private final List<Windows.Window> validation;

  /**
   * @throws FitException if the series are too short for a window to learn from and one to judge on
   */
  public NetworkTrainer(
      Dataset data, WindowShape shape, TrainingPlan plan, long seed, TrainingListener listener) {
    this.windows = new Windows(data, shape, plan.weighting());
    this.plan = plan;
    this.listener = listener;
    this.seed = seed;
    long first = data.series().stream().mapToLong(Series::start).min().orElse(0);
    long end = data.isEmpty() ? 0 : data.step().indexOf(data.end()) + 1;
    long held = Math.max(shape.horizon(), Math.round(plan.validation() * (end - first)));
    long split = end - held;
    this.training = windows.between(first, split, 1);
    this.validation = judged(split, end, (int) held);
    if (training.isEmpty() || validation.isEmpty()) {
      throw new FitException(
          "no window of "
              + shape.contextLength()
              + " + "
              + shape.horizon()
              + " steps fits before the validation part of "
              + held
              + " steps in "
              + data.name()
              + " (longest series: "
              + data.series().stream().mapToInt(Series::length).max().orElse(0)
              + " steps); shorten the context or the horizon, or bring more history");
    }
  }

  /** Windows to compare an export on. */
  public List<Windows.Window> samples(int count) {
    return validation.subList(0, Math.min(count, validation.size()));
  }

  public Windows windows() {
    return windows;
  }

  /**
   * Trains; afterwards the network holds its best weights. A fit that was broken off goes on where
   * the listener's checkpoints say, and ends with the weights that it would have had anyway.
   */
  public void train(MultiLayerNetwork network) {
    String fit = FitDigest.of(windows, plan, seed, network);
    int size = Math.min(plan.batchSize(), training.size());
    int judged = Math.min(size, validation.size());
    try (Team team = new Team(network, windows, plan, size, judged)) {
      Checkpoint state = new Checkpoint(network, plan.patience());
      listener.checkpoints().find(fit).ifPresent(state::restore);
      while (state.epoch() < plan.epochs() && !state.stopping().over()) {
        int epoch = state.epoch() + 1;
        double trained = epoch(team, state, epoch);
        double loss = state.average().with(() -> validate(team));
        state.judge(loss);
        listener.epoch(epoch, plan.epochs(), Map.of("training", trained, "validation", loss));
        listener.checkpoints().offer(fit, state::bytes);
      }
      keepBest(network, state.stopping());
    }
  }

  private void keepBest(MultiLayerNetwork network, EarlyStopping stopping) {
    if (stopping.bestEpoch() == 0) {
      throw new FitException(
          "the validation loss was never a number; lower the learning rate (now "
              + plan.learningRate()
              + ")");
    }
    FloatCopies.write(stopping.best(), network.params());
    LOG.info(
        "kept epoch {} of {}: validation loss {} on {} windows, trained on up to {}",
        stopping.bestEpoch(),
        plan.epochs(),
        stopping.bestLoss(),
        validation.size(),
        training.size());
  }

  private double epoch(Team team, Checkpoint state, int epoch) {
    int size = team.batchSize();
    int batches = Math.max(1, Math.min(plan.windowsPerEpoch(), training.size()) / size);
    List<Windows.Window> drawn = draw(batches * size, epoch);
    double each = 1.0 / batches / plan.epochs();
    double halved = plan.pace().slowsDown() ? Math.pow(0.5, state.stopping().slowed()) : 1;
    double loss = 0;
    for (int i = 0; i < batches; i++) {
      listener.checkCancelled();
      double done = (epoch - 1.0) / plan.epochs() + i * each;
      double pace = halved * plan.pace().factor(done, each);
      loss += team.learn(drawn, i * size, pace, state.average().next());
      listener.progress(done + each, "epoch " + epoch + " of at most " + plan.epochs());
    }
    return loss / batches;
  }

  /**
   * A random choice of training windows (the beginning of a Fisher-Yates shuffle) that depends on
   * the seed and the epoch alone, so that a fit that goes on draws what it would have drawn.
   */
  private List<Windows.Window> draw(int count, int epoch) {
    Random random = new Random(new SplittableRandom(31 * seed + epoch).nextLong());
    List<Windows.Window> order = new ArrayList<>(training);
    for (int i = 0; i < count; i++) {
      Collections.swap(order, i, i + random.nextInt(order.size() - i));
    }
    return order.subList(0, count);
  }

  private double validate(Team team) {
    double sum = 0;
    int batches = validation.size() / team.judgeSize();
    for (int i = 0; i < batches; i++) {
      listener.checkCancelled();
      sum += team.judge(validation, i * team.judgeSize());
    }
    return sum / batches;
  }

  /** Evenly chosen windows whose every target lies in the validation part. */
  private List<Windows.Window> judged(long split, long end, int held) {
    int spans = held - windows.shape().horizon() + 1;
    int stride = Math.max(1, Math.min(7, spans / 2));
    List<Windows.Window> all = windows.between(split - 1, end, stride);
    List<Windows.Window> chosen = new ArrayList<>();
    int every = Math.max(1, all.size() / MAX_VALIDATION_WINDOWS);
    for (int i = 0; i < all.size(); i += every) {
      chosen.add(all.get(i));
    }
    return chosen;
  }
}
