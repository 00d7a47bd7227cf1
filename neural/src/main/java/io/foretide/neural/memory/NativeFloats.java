package io.foretide.neural.memory;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A block of native floats, seen both by OpenBLAS (a pointer) and by Java (bulk copies to and from
 * arrays: a loop over an array becomes vector code, a loop over a buffer does not). Either owned,
 * and then freed by {@link #close()}, or a view of somebody else's memory.
 */
public final class NativeFloats implements AutoCloseable {
  /** Of no elements. */
  public static final NativeFloats NONE =
      new NativeFloats(new At(0, 0), FloatBuffer.allocate(0), false);

  private static final int BYTES = Float.BYTES;
  private static final int CHUNK = 4096;

  private final FloatPointer pointer;
  private final FloatBuffer buffer;
  private final boolean owned;

  private NativeFloats(FloatPointer pointer, FloatBuffer buffer, boolean owned) {
    this.pointer = pointer;
    this.buffer = buffer;
    this.owned = owned;
  }

  private static NativeFloats of(FloatPointer pointer, boolean owned) {
    return new NativeFloats(pointer, pointer.asBuffer(), owned);
  }

  /** Its contents are arbitrary. */
  public static NativeFloats allocate(long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          size + " floats in one block; smaller batches or shorter windows are needed");
    }
    return of(new FloatPointer(size), true);
  }

  /** The memory of a contiguous array; valid while the array is. */
  public static NativeFloats of(INDArray array) {
    // The address of a view's buffer is its parent's: the offset is ours to add.
    long address = array.data().address() + array.offset() * BYTES;
    return of(new At(address, array.length()), false);
  }

  /** A view of elements {@code from..from+length}; valid while this is. */
  public NativeFloats slice(long from, long length) {
    if (from < 0 || from + length > size()) {
      throw new IndexOutOfBoundsException(from + " + " + length + " of " + size());
    }
    return of(new At(pointer.address() + from * BYTES, length), false);
  }

  public long size() {
    return pointer.capacity();
  }

  public FloatPointer pointer() {
    return pointer;
  }

  /** The memory from this element on. */
  public FloatPointer at(long element) {
    return new At(pointer.address() + element * BYTES, pointer.capacity() - element);
  }

  /** A matrix that begins with this element, and whose rows begin so many elements apart. */
  public Rows rows(long element, int apart) {
    return new Rows(at(element), apart);
  }

  public void read(int from, float[] to, int toOffset, int length) {
    buffer.get(from, to, toOffset, length);
  }

  public void write(int at, float[] from, int fromOffset, int length) {
    buffer.put(at, from, fromOffset, length);
  }

  public void copy(long at, NativeFloats from, long fromOffset, long length) {
    // Native memory has no bounds of its own.
    if (at + length > size() || fromOffset + length > from.size()) {
      throw new IndexOutOfBoundsException(
          length + " from " + fromOffset + " of " + from.size() + " to " + at + " of " + size());
    }
    Pointer.memcpy(at(at), from.at(fromOffset), length * BYTES);
  }

  public void fill(int at, int length, float value) {
    if (at + length > size()) {
      throw new IndexOutOfBoundsException(length + " from " + at + " of " + size());
    }
    if (value == 0) {
      Pointer.memset(at(at), 0, (long) length * BYTES);
      return;
    }
    float[] chunk = new float[Math.min(length, CHUNK)];
    Arrays.fill(chunk, value);
    for (int done = 0; done < length; done += chunk.length) {
      write(at + done, chunk, 0, Math.min(chunk.length, length - done));
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
