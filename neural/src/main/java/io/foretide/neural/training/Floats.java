package io.foretide.neural.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Arrays of floats in a checkpoint: their length, then their bytes. */
final class Floats {
  private Floats() {}

  static void write(float[] values, DataOutput out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  static float[] read(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    fill(in, values);
    return values;
  }

  /**
   * @throws IOException if it is not an array of just this length
   */
  static void read(DataInput in, float[] into) throws IOException {
    int length = in.readInt();
    if (length != into.length) {
      throw new IOException(length + " values where there are " + into.length);
    }
    fill(in, into);
  }

  private static void fill(DataInput in, float[] into) throws IOException {
    byte[] bytes = new byte[into.length * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(into);
  }
}
