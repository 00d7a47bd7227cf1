package io.foretide.neural.training;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks from birth to death. */
public final class Networks {
  private Networks() {}

  /** A network with random weights that depend on the seed alone. */
  public static MultiLayerNetwork init(MultiLayerConfiguration configuration, long seed) {
    // The generator belongs to the thread, so that two fits at once do not disturb each other.
    Nd4j.getRandom().setSeed(seed);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
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
