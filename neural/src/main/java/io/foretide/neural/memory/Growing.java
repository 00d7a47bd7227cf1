package io.foretide.neural.memory;

/** Owned native memory that is kept from call to call, and replaced by more when more is needed. */
public final class Growing implements AutoCloseable {
  private NativeFloats memory = NativeFloats.NONE;

  /**
   * Exactly so many elements, whose contents are whatever was left there. What was given out before
   * is void once this asks for more.
   */
  public NativeFloats of(long size) {
    if (memory.size() == size) {
      return memory;
    }
    if (memory.size() < size) {
      memory.close();
      memory = NativeFloats.allocate(size);
      return memory;
    }
    return memory.slice(0, size);
  }

  @Override
  public void close() {
    memory.close();
    memory = NativeFloats.NONE;
  }
}
