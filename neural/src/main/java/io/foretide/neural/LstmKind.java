package io.foretide.neural;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.onnx.OnnxModel;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.neural.export.ExportCheck;
import io.foretide.neural.export.LstmExport;
import io.foretide.neural.export.WindowGraph;
import io.foretide.neural.layers.FusedLstm;
import io.foretide.neural.training.NetworkTrainer;
import io.foretide.neural.training.Networks;
import io.foretide.neural.training.PinballLoss;
import io.foretide.neural.training.TrainingPlan;
import io.foretide.neural.training.WindowOutput;
import io.foretide.neural.training.WindowShape;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LSTM layers over one window of context and horizon, global over all series: after the cutoff the
 * input is the seasonal baseline and the calendar, and every step's output is the quantiles of the
 * difference to that baseline.
 */
public final class LstmKind implements ModelKind {
  private static final Logger LOG = LoggerFactory.getLogger(LstmKind.class);
  private static final int SAMPLES_TO_CHECK = 32;
  private static final double GRADIENT_LIMIT = 1;

  private static final KindCard CARD =
      new KindCard(
          "lstm",
          "LSTM",
          "recurrent",
          List.of("retail demand", "many related series", "load and traffic"),
          "One recurrent network for all series, each scaled by its own recent level; direct"
              + " multi-step quantiles, trained through DL4J and served as an ONNX graph.",
          List.of(
              "learns across series, so that a short one profits from the long ones",
              "calendar effects that all series share",
              "quantiles of its own"),
          List.of(
              "needs many windows: a single short series is better served by ets or theta",
              "sees no further back than its lookback",
              "promotions and prices are not among its inputs"),
          "dozens of series or more with a common rhythm",
          "regular steps; gaps are allowed",
          60,
          400,
          "none beyond its forecasts and quantiles",
          false,
          false,
          false,
          false,
          "Hochreiter and Schmidhuber 1997, Long Short-Term Memory");

  private final SettingsSchema settings = SettingsSchema.of(LstmOptions.class);

  @Override
  public KindCard card() {
    return CARD;
  }

  @Override
  public SettingsSchema settings() {
    return settings;
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings chosen, long seed, TrainingListener listener) {
    LstmOptions options = settings.read(chosen, LstmOptions.class);
    WindowShape shape = WindowShape.of(data.step(), options.lookback(), horizon);
    TrainingPlan plan =
        new TrainingPlan(
            options.epochs(),
            options.batchSize(),
            options.windowsPerEpoch(),
            options.learningRate(),
            options.patience(),
            options.validation());
    NetworkTrainer trainer = new NetworkTrainer(data, shape, plan, seed, listener);
    MultiLayerNetwork network = Networks.init(configuration(shape, options, seed), seed);
    try {
      trainer.train(network);
      return export(network, shape, trainer);
    } finally {
      Networks.close(network);
    }
  }

  private static MultiLayerConfiguration configuration(
      WindowShape shape, LstmOptions options, long seed) {
    double keep = 1 - options.dropout();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(options.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .gradientNormalization(GradientNormalization.ClipL2PerLayer)
            .gradientNormalizationThreshold(GRADIENT_LIMIT)
            .list();
    for (int l = 0; l < options.hiddenLayers(); l++) {
      int inputs = l == 0 ? shape.features() : options.units();
      // Dropout follows each LSTM layer; DL4J drops what goes into the next one.
      int lastSteps = l == options.hiddenLayers() - 1 ? shape.horizon() : 0;
      layers.layer(FusedLstm.of(inputs, options.units(), l == 0 ? 1 : keep, lastSteps));
    }
    double[] levels = Levels.published();
    RnnOutputLayer.Builder head =
        new RnnOutputLayer.Builder(new PinballLoss(levels, shape.horizon()))
            .nIn(options.units())
            .nOut(levels.length)
            .activation(Activation.IDENTITY);
    if (keep < 1) {
      head.dropOut(keep);
    }
    return layers.layer(head.build()).build();
  }

  private static OnnxModel export(
      MultiLayerNetwork network, WindowShape shape, NetworkTrainer trainer) {
    double[] levels = Levels.published();
    WindowGraph window = new WindowGraph(shape, levels);
    byte[] graph = window.build("lstm", new LstmExport(network, shape)::addTo);
    var samples = trainer.samples(SAMPLES_TO_CHECK);
    try {
      OnnxModel model = OnnxModel.open(graph, window.layout());
      try {
        WindowOutput expected = WindowOutput.of(network, trainer.windows(), samples);
        double worst = ExportCheck.compare(model, trainer.windows(), samples, expected, levels);
        LOG.info(
            "exported {} weights as {} bytes; ONNX Runtime and DL4J differ by at most {}",
            network.numParams(),
            graph.length,
            worst);
        return model;
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    } catch (IOException e) {
      throw new FitException("the exported graph does not load: " + e.getMessage());
    }
  }
}
