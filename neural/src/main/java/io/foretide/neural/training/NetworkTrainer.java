package io.foretide.neural.training;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.neural.memory.FloatCopies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop of all neural kinds: mini-batches of windows drawn from all series, a
 * validation part that lies after the training part in time, early stopping with patience, and the
 * best weights kept.
 */
public final class NetworkTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkTrainer.class);
  private static final int MAX_VALIDATION_WINDOWS = 512;

  private final Windows windows;
  private final TrainingPlan plan;
  private final TrainingListener listener;
  private final Random random;
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
    this.random = new Random(seed);
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

  /** Trains; afterwards the network holds its best weights. */
  public void train(MultiLayerNetwork network) {
    int size = Math.min(plan.batchSize(), training.size());
    try (Batch batch = new Batch(size, windows.shape());
        Batch judge = new Batch(Math.min(size, validation.size()), windows.shape())) {
      WeightAverage average = new WeightAverage(network.params());
      EarlyStopping stopping = new EarlyStopping(plan.patience());
      double rate = plan.learningRate();
      EarlyStopping.Verdict verdict = EarlyStopping.Verdict.GO_ON;
      for (int e = 1; e <= plan.epochs() && verdict != EarlyStopping.Verdict.STOP; e++) {
        double trained = epoch(network, batch, average, e);
        double judged = average.with(() -> validate(network, judge));
        listener.epoch(e, plan.epochs(), Map.of("training", trained, "validation", judged));
        verdict = stopping.judge(e, judged, average.copy());
        if (verdict == EarlyStopping.Verdict.SLOW_DOWN) {
          rate /= 2;
          network.setLearningRate(rate);
        }
      }
      keepBest(network, stopping);
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

  private double epoch(MultiLayerNetwork network, Batch batch, WeightAverage average, int epoch) {
    int batches = Math.max(1, Math.min(plan.windowsPerEpoch(), training.size()) / batch.size());
    draw(batches * batch.size());
    double loss = 0;
    for (int i = 0; i < batches; i++) {
      listener.checkCancelled();
      windows.fill(training, i * batch.size(), batch);
      network.fit(batch.features(), batch.targets(), null, batch.mask());
      loss += network.score();
      average.update();
      double done = (epoch - 1 + (i + 1.0) / batches) / plan.epochs();
      listener.progress(done, "epoch " + epoch + " of at most " + plan.epochs());
    }
    return loss / batches;
  }

  /** Puts a random choice of training windows first (the beginning of a Fisher-Yates shuffle). */
  private void draw(int count) {
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(training.size() - i);
      Windows.Window chosen = training.get(j);
      training.set(j, training.get(i));
      training.set(i, chosen);
    }
  }

  private double validate(MultiLayerNetwork network, Batch batch) {
    double sum = 0;
    int batches = validation.size() / batch.size();
    for (int i = 0; i < batches; i++) {
      listener.checkCancelled();
      windows.fill(validation, i * batch.size(), batch);
      sum +=
          network.score(new DataSet(batch.features(), batch.targets(), null, batch.mask()), false);
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
