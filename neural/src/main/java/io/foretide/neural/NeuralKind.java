package io.foretide.neural;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.onnx.OnnxModel;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.export.BarFeatureWeights;
import io.foretide.neural.export.ExportCheck;
import io.foretide.neural.export.NetworkExplanations;
import io.foretide.neural.export.NetworkExport;
import io.foretide.neural.export.WindowGraph;
import io.foretide.neural.network.Networks;
import io.foretide.neural.training.NetworkTrainer;
import io.foretide.neural.training.Point;
import io.foretide.neural.training.TrainingPlan;
import io.foretide.neural.training.WindowOutput;
import io.foretide.neural.training.WindowShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all neural kinds do alike: one network for all series, each window scaled by itself, trained
 * through DL4J, exported to ONNX and compared there with what DL4J says. A kind adds its card, its
 * options and its network.
 *
 * @param <O> its options
 */
abstract class NeuralKind<O extends Record & NeuralOptions> extends OptionsKind<O> {
  private static final Logger LOG = LoggerFactory.getLogger(NeuralKind.class);
  private static final int SAMPLES_TO_CHECK = 32;

  NeuralKind(KindCard card, Class<O> type) {
    super(card, type);
  }

  /** What its network sees of a window, and how that is scaled. */
  WindowShape shape(Step step, int horizon, O options) {
    return WindowShape.of(step, options.training().lookback(), horizon);
  }

  /**
   * The network, from the features of a {@link WindowShape}, {@code [steps][features]}, to {@code
   * [horizon][outputs]}.
   *
   * @param outputs per step ahead: the mean, then the published quantiles
   * @throws io.foretide.models.kind.SettingException if the options do not fit together
   */
  abstract Brick network(WindowShape shape, O options, int outputs);

  /** What its settings alone say of how it comes to its forecasts. */
  List<Explanation> explanations(WindowShape shape, O options) {
    return List.of();
  }

  /** What the trained network says of it, beyond what it exposes. */
  List<Explanation> explanations(MultiLayerNetwork network, WindowShape shape, Point point) {
    return List.of();
  }

  final Brick network(WindowShape shape, Settings chosen, int outputs) {
    return network(shape, options(chosen), outputs);
  }

  @Override
  public final Set<String> knownAhead(Settings chosen) {
    return Set.copyOf(options(chosen).covariates().known());
  }

  @Override
  public final ForecastModel fit(
      Dataset data, int horizon, Settings chosen, long seed, TrainingListener listener) {
    O options = options(chosen);
    TrainingOptions training = options.training();
    WindowShape shape = options.covariates().seen(shape(data.step(), horizon, options), data);
    Brick brick = network(shape, options, 1 + Levels.published().length);
    TrainingPlan plan = training.plan(MarketShape.point(training.forecast(), data));
    NetworkTrainer trainer = new NetworkTrainer(data, shape, plan, seed, listener);
    Shape input = new Shape(shape.steps(), shape.features());
    MultiLayerNetwork network =
        Networks.of(
            brick, input, plan.point(), plan.learningRate(), training.optimiser().clip(), seed);
    try {
      trainer.train(network);
      return export(network, shape, trainer, plan.point(), explanations(shape, options));
    } finally {
      Networks.close(network);
    }
  }

  /** By its settings a backtest goes on with the network of its first cutoff, or not. */
  @Override
  public final ForecastModel refit(
      ForecastModel previous,
      Dataset data,
      int horizon,
      Settings chosen,
      long seed,
      TrainingListener listener) {
    if (!options(chosen).training().fitsAnew()) {
      return previous;
    }
    previous.close();
    return fit(data, horizon, chosen, seed, listener);
  }

  private OnnxModel export(
      MultiLayerNetwork network,
      WindowShape shape,
      NetworkTrainer trainer,
      Point point,
      List<Explanation> known) {
    double[] levels = Levels.published();
    WindowGraph window = new WindowGraph(shape, levels, point);
    byte[] graph = window.build(card().id(), new NetworkExport(network)::addTo);
    var samples = trainer.samples(SAMPLES_TO_CHECK);
    try {
      List<Explanation> explanations = new ArrayList<>(known);
      explanations.addAll(explanations(network, shape, point));
      explanations.addAll(NetworkExplanations.of(network, trainer.windows(), samples));
      BarFeatureWeights.of(network, trainer.windows(), samples).ifPresent(explanations::add);
      OnnxModel model = OnnxModel.open(graph, window.layout(), explanations);
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
