package io.foretide.ingest;

import io.foretide.ingest.market.Tick;
import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;

/**
 * A tick on its way to the partition of its symbol.
 *
 * @param logged when the log took it, milliseconds since the epoch
 */
record ForwardedTick(String symbol, long logged, Tick tick) {
  byte[] toBytes() {
    BinaryOut out = new BinaryOut(64);
    out.writeText(symbol).writeLong(logged);
    tick.write(out);
    return out.toBytes();
  }

  /**
   * @param into is given what the bytes say of the tick
   * @throws IllegalArgumentException if they are something else
   */
  static ForwardedTick fromBytes(byte[] bytes, Tick into) {
    BinaryIn in = new BinaryIn(bytes);
    String symbol = in.readText();
    long logged = in.readLong();
    into.read(in);
    return new ForwardedTick(symbol, logged, into);
  }
}
