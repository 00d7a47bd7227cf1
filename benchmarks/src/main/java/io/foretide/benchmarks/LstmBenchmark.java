package io.foretide.benchmarks;

import io.foretide.models.evaluation.NaiveScale;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;
import io.foretide.neural.LstmKind;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.network.FusedLayer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Kind {@code lstm}: the fused layer beside DL4J's own, a fit on the bakery file, its T1 score and
 * the latency of one window. Seconds are given as wall clock and as processor time of the thread,
 * which other work on the machine disturbs less. Run with {@code OMP_NUM_THREADS=1}; arguments are
 * seeds (default 1) and {@code name=value} settings.
 */
public final class LstmBenchmark {
  private static final Horizon FOUR_WEEKS = new Horizon(28, Step.DAY);
  private static final int BATCH = 64;
  private static final int INPUTS = 15;
  private static final int STEPS = 60;
  private static final int UNITS = 50;
  private static final int EPOCH = 10_000;

  private LstmBenchmark() {}

  public static void main(String[] args) throws IOException {
    List<String> chosen = new ArrayList<>();
    List<Long> seeds = new ArrayList<>();
    for (String arg : args) {
      if (arg.contains("=")) {
        chosen.addAll(Arrays.asList(arg.split("=", 2)));
      } else {
        seeds.add(Long.parseLong(arg));
      }
    }
    layers();
    Settings settings = Settings.of(chosen.toArray(String[]::new));
    for (long seed : seeds.isEmpty() ? List.of(1L) : seeds) {
      bakery(settings, seed);
    }
  }

  /** One epoch of 10,000 windows, the two in turns. */
  private static void layers() {
    MultiLayerNetwork stock = network(false);
    MultiLayerNetwork fused = network(true);
    INDArray x = Nd4j.createUninitialized(DataType.FLOAT, new long[] {BATCH, INPUTS, STEPS}, 'f');
    x.assign(Nd4j.randn(x.shape()));
    INDArray y = Nd4j.randn(BATCH, 1, STEPS);
    train(stock, x, y, 3);
    train(fused, x, y, 30);
    Clock stockTime = new Clock();
    Clock fusedTime = new Clock();
    int batches = (EPOCH + BATCH - 1) / BATCH;
    for (int round = 0; round < batches; round += 16) {
      int count = Math.min(16, batches - round);
      stockTime.time(() -> train(stock, x, y, count));
      fusedTime.time(() -> train(fused, x, y, count));
    }
    System.out.printf(
        Locale.ROOT,
        "LSTM(50) x 2, 10,000 windows of 60 x 15, batch 64: stock DL4J %s, fused %s, ratio %.1f%n",
        stockTime,
        fusedTime,
        stockTime.cpu / fusedTime.cpu);
  }

  private static void bakery(Settings settings, long seed) throws IOException {
    Dataset known = BakeryData.whole().upTo(BakeryData.CUTOFFS.get(0));
    Clock clock = new Clock();
    ForecastModel[] fitted = new ForecastModel[1];
    clock.time(
        () ->
            fitted[0] =
                new LstmKind()
                    .fit(known, FOUR_WEEKS.steps(), settings, seed, TrainingListener.NONE));
    try (ForecastModel model = fitted[0]) {
      System.out.printf(
          Locale.ROOT,
          "seed %d: fit on %d series to %s %s; T1 MASE %.4f, fitted once before the first cutoff%n",
          seed,
          known.series().size(),
          known.end(),
          clock,
          mase(model));
      latency(model);
    }
  }

  private static double mase(ForecastModel model) {
    Dataset judged = BakeryData.judged();
    double sum = 0;
    int windows = 0;
    for (var cutoff : BakeryData.CUTOFFS) {
      List<Series> histories = judged.series().stream().map(s -> s.upTo(cutoff)).toList();
      List<Context> contexts = histories.stream().map(Context::new).toList();
      List<Forecast> forecasts = model.forecast(contexts, FOUR_WEEKS, new double[0]);
      for (int s = 0; s < histories.size(); s++) {
        int cut = histories.get(s).length();
        double error = 0;
        for (int h = 0; h < FOUR_WEEKS.steps(); h++) {
          error +=
              Math.abs(judged.series().get(s).targetAt(cut + h) - forecasts.get(s).meanAt(h))
                  / FOUR_WEEKS.steps();
        }
        sum += error / NaiveScale.absolute(histories.get(s), 7);
        windows++;
      }
    }
    return sum / windows;
  }

  private static void latency(ForecastModel model) {
    List<Context> contexts = BakeryData.judged().series().stream().map(Context::new).toList();
    double[] millis = new double[5_000];
    for (int i = -500; i < millis.length; i++) {
      List<Context> one = List.of(contexts.get(Math.floorMod(i, contexts.size())));
      long began = System.nanoTime();
      model.forecast(one, FOUR_WEEKS, Levels.published());
      if (i >= 0) {
        millis[i] = (System.nanoTime() - began) / 1e6;
      }
    }
    Arrays.sort(millis);
    List<Context> many = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      many.add(contexts.get(i % contexts.size()));
    }
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 30; round++) {
      long began = System.nanoTime();
      model.forecast(many, FOUR_WEEKS, Levels.published());
      best = Math.min(best, (System.nanoTime() - began) / 1e6 / many.size());
    }
    System.out.printf(
        Locale.ROOT,
        "one window: p50 %.3f ms, p99 %.3f ms; 256 in one call: %.4f ms each (best of 30)%n",
        millis[millis.length / 2],
        millis[millis.length * 99 / 100],
        best);
  }

  private static void train(MultiLayerNetwork network, INDArray x, INDArray y, int batches) {
    for (int i = 0; i < batches; i++) {
      network.fit(x, y);
    }
  }

  private static MultiLayerNetwork network(boolean fused) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .list()
                .layer(lstm(INPUTS, fused))
                .layer(lstm(UNITS, fused))
                .layer(
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(UNITS)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static Layer lstm(int inputs, boolean fused) {
    return fused
        ? FusedLayer.of(new Lstm(UNITS), new Shape(STEPS, inputs))
        : new LSTM.Builder().nIn(inputs).nOut(UNITS).activation(Activation.TANH).build();
  }

  /** Adds up wall-clock and processor seconds of this thread. */
  private static final class Clock {
    private double wall;
    private double cpu;

    void time(Runnable work) {
      long began = System.nanoTime();
      long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.run();
      wall += (System.nanoTime() - began) / 1e9;
      cpu += (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - busy) / 1e9;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.1f s (%.1f s of processor)", wall, cpu);
    }
  }
}
