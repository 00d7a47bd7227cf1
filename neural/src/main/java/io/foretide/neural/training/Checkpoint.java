package io.foretide.neural.training;

import io.foretide.neural.memory.FloatCopies;
import io.foretide.neural.memory.NativeFloats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a fit is after an epoch: all that the next one depends on. What is random depends on the
 * seed and on counters, and so is part of it.
 */
final class Checkpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
  private static final int FORMAT = 1;

  private final MultiLayerNetwork network;
  private final WeightAverage average;
  private final EarlyStopping stopping;
  private int epoch;

  /** Before the first epoch. */
  Checkpoint(MultiLayerNetwork network, int patience) {
    this.network = network;
    this.average = new WeightAverage(network.params());
    this.stopping = new EarlyStopping(patience);
  }

  /** Epochs that are over. */
  int epoch() {
    return epoch;
  }

  WeightAverage average() {
    return average;
  }

  EarlyStopping stopping() {
    return stopping;
  }

  /** An epoch is over, and its mean weights have this validation loss. */
  void judge(double loss) {
    epoch++;
    stopping.judge(epoch, loss, average.copy());
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeInt(epoch);
      out.writeInt(network.getIterationCount());
      Floats.write(FloatCopies.read(network.params()), out);
      Floats.write(FloatCopies.read(moments()), out);
      average.write(out);
      stopping.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Goes to where {@link #bytes} was asked of the same fit. */
  void restore(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readInt();
      if (format != FORMAT) {
        LOG.info("a checkpoint of format {} is of no use here; the fit begins anew", format);
        return;
      }
      epoch = in.readInt();
      network.getLayerWiseConfigurations().setIterationCount(in.readInt());
      restore(network.params(), in);
      restore(moments(), in);
      average.read(in);
      stopping.read(in);
      LOG.info("goes on after epoch {}, best so far {}", epoch, stopping.bestLoss());
    } catch (IOException e) {
      // Its digest was checked when it was read, and its name says that it is of this fit.
      throw new UncheckedIOException("a checkpoint that cannot be read", e);
    }
  }

  private static void restore(INDArray array, DataInputStream in) throws IOException {
    float[] values = new float[(int) array.length()];
    Floats.read(in, values);
    NativeFloats.of(array).write(0, values, 0, values.length);
  }

  /** Adam's. */
  private INDArray moments() {
    return network.getUpdater().getStateViewArray();
  }
}
