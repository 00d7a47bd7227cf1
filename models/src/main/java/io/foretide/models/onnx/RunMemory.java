package io.foretide.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.foretide.models.series.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of one run in native memory, kept from run to run: ONNX Runtime reads them where they
 * lie. For one run at a time.
 */
final class RunMemory implements AutoCloseable {
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
  private int rows;

  /** Where an input is written in Java, and where it then lies natively. */
  private static final class Slot {
    private final Feed feed;
    private float[] values = {};
    private FloatBuffer memory = FloatBuffer.allocate(0);

    Slot(Feed feed) {
      this.feed = feed;
    }

    void resize(int rows) {
      int size = rows * feed.filler().size();
      if (values.length < size) {
        values = new float[size];
        memory =
            ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
      }
    }

    void fill(List<Context> contexts) {
      feed.filler().fill(contexts, values);
      memory.put(0, values, 0, contexts.size() * feed.filler().size());
    }
  }

  /** How an input is filled; flat without a dimension of features. */
  record Feed(InputFiller filler, boolean flat) {
    long[] shape(int rows) {
      return flat
          ? new long[] {rows, filler.steps()}
          : new long[] {rows, filler.steps(), filler.features()};
    }
  }

  RunMemory(Map<String, Feed> feeds) {
    feeds.forEach((name, feed) -> slots.put(name, new Slot(feed)));
  }

  /** The inputs for these contexts; valid until the next call. */
  Map<String, OnnxTensor> fill(List<Context> contexts) throws OrtException {
    if (rows != contexts.size()) {
      close();
      for (Map.Entry<String, Slot> entry : slots.entrySet()) {
        Slot slot = entry.getValue();
        slot.resize(contexts.size());
        FloatBuffer part = slot.memory.duplicate();
        part.limit(contexts.size() * slot.feed.filler().size());
        tensors.put(
            entry.getKey(),
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), part, slot.feed.shape(contexts.size())));
      }
      rows = contexts.size();
    }
    slots.values().forEach(slot -> slot.fill(contexts));
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
    tensors.clear();
    rows = 0;
  }
}
