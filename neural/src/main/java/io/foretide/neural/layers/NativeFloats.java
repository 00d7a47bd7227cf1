package io.foretide.neural.layers;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A block of native floats, seen both by OpenBLAS (a pointer) and by Java (a buffer). Either owned,
 * and then freed by {@link #close()}, or a view of an array's memory.
 */
final class NativeFloats implements AutoCloseable {
  private static final int BYTES = Float.BYTES;

  private final FloatPointer pointer;
  private final FloatBuffer buffer;
  private final boolean owned;

  private NativeFloats(FloatPointer pointer, boolean owned) {
    this.pointer = pointer;
    this.buffer = pointer.asBuffer();
    this.owned = owned;
  }

  static NativeFloats allocate(long size) {
    return new NativeFloats(new FloatPointer(size), true);
  }

  /** The memory of a contiguous array; valid while the array is. */
  static NativeFloats of(INDArray array) {
    // The address of a view's buffer is its parent's: the offset is ours to add.
    long address = array.data().address() + array.offset() * BYTES;
    return new NativeFloats(new At(address, array.length()), false);
  }

  FloatPointer pointer() {
    return pointer;
  }

  /** The memory from this element on. */
  FloatPointer at(long element) {
    return new At(pointer.address() + element * BYTES, pointer.capacity() - element);
  }

  void read(int from, float[] to, int toOffset, int length) {
    buffer.get(from, to, toOffset, length);
  }

  void write(int at, float[] from, int fromOffset, int length) {
    buffer.put(at, from, fromOffset, length);
  }

  void copy(int at, NativeFloats from, int fromOffset, int length) {
    Pointer.memcpy(at(at), from.at(fromOffset), (long) length * BYTES);
  }

  void fill(int at, int length, float value) {
    for (int i = at; i < at + length; i++) {
      buffer.put(i, value);
    }
  }

  @Override
  public void close() {
    if (owned) {
      pointer.close();
    }
  }

  private static final class At extends FloatPointer {
    At(long address, long capacity) {
      super((Pointer) null);
      this.address = address;
      this.position = 0;
      this.limit = capacity;
      this.capacity = capacity;
    }
  }
}
