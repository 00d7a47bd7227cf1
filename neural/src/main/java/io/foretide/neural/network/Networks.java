package io.foretide.neural.network;

import io.foretide.models.series.Levels;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.training.ForecastLoss;
import io.foretide.neural.training.Point;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks from birth to death. */
public final class Networks {
  private Networks() {}

  /** A network that learns mean and quantiles, whose gradients stay as long as they are. */
  public static MultiLayerNetwork of(Brick brick, Shape input, double rate, long seed) {
    return of(brick, input, Point.MEAN, rate, 0, seed);
  }

  /**
   * A network that learns the published quantiles by Adam, with random weights that depend on the
   * seed alone. The parts of an outermost {@link Sequence} become DL4J layers of their own.
   *
   * @param point whether it learns a mean too
   * @param clip a layer's gradient is at most this long; 0 for any length
   */
  public static MultiLayerNetwork of(
      Brick brick, Shape input, Point point, double rate, double clip, long seed) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(seed).updater(new FusedAdam(rate)).list();
    Shape shape = input;
    for (Brick part : brick instanceof Sequence all ? all.bricks() : List.of(brick)) {
      FusedLayer layer = FusedLayer.of(part, shape);
      // Said to the builder, it does not reach layers of our own.
      layer.setGradientNormalization(
          clip > 0 ? GradientNormalization.ClipL2PerLayer : GradientNormalization.None);
      layer.setGradientNormalizationThreshold(clip);
      layers.layer(layer);
      shape = part.output(shape);
    }
    ForecastLoss loss = new ForecastLoss(point, Levels.published(), shape.steps());
    layers.layer(new RnnLossLayer.Builder(loss).activation(Activation.IDENTITY).build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    // The generator belongs to the thread, so that two fits at once do not disturb each other.
    Nd4j.getRandom().setSeed(seed);
    network.init();
    return network;
  }

  /**
   * Frees all native memory of a network and of its workspaces in this thread. DL4J's own close
   * also runs a full garbage collection, and does not reach the layers' buffers.
   */
  public static void close(MultiLayerNetwork network) {
    Arrays.stream(network.getLayers()).forEach(Layer::close);
    Updater updater = network.getUpdater(false);
    INDArray state = updater == null ? null : updater.getStateViewArray();
    for (INDArray array :
        new INDArray[] {network.params(), network.getFlattenedGradients(), state}) {
      if (array != null && array.closeable()) {
        array.close();
      }
    }
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
