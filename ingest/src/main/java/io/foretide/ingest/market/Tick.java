package io.foretide.ingest.market;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One trade as it is folded. Mutable, because millions of them pass through one object; {@link
 * #copy()} what is to be kept.
 */
public final class Tick {
  /** Microseconds since the epoch. */
  long time;

  double price;
  double size;

  /** Equal for the same trade told twice. */
  long identity;

  /** Orders trades of one time; 0 where nothing does. */
  long sequence;

  /**
   * @param tradeId the exchange's id in UTF-8; of length 0 where there is none
   */
  void set(
      long time,
      double price,
      double size,
      byte[] tradeId,
      int from,
      int length,
      boolean ordered,
      long sequence) {
    this.time = time;
    this.price = price;
    this.size = size;
    this.sequence = ordered ? sequence : digits(tradeId, from, length);
    this.identity =
        length > 0
            ? hash(tradeId, from, length)
            : mix(
                mix(mix(mix(0x9E3779B97F4A7C15L ^ time) + bits(price)) + bits(size))
                    + this.sequence);
  }

  /** This tick as it is now. */
  public Tick copy() {
    Tick copy = new Tick();
    copy.time = time;
    copy.price = price;
    copy.size = size;
    copy.identity = identity;
    copy.sequence = sequence;
    return copy;
  }

  /** Whether this trade comes after another; a total order of all that differ. */
  boolean after(long otherTime, long otherSequence, double otherPrice, double otherSize) {
    if (time != otherTime) {
      return time > otherTime;
    }
    if (sequence != otherSequence) {
      return sequence > otherSequence;
    }
    return price != otherPrice ? price > otherPrice : size > otherSize;
  }

  public void write(BinaryOut out) {
    out.writeFixedLong(time)
        .writeDouble(price)
        .writeDouble(size)
        .writeFixedLong(identity)
        .writeFixedLong(sequence);
  }

  /** Reads what {@link #write} wrote. */
  public void read(BinaryIn in) {
    time = in.readFixedLong();
    price = in.readDouble();
    size = in.readDouble();
    identity = in.readFixedLong();
    sequence = in.readFixedLong();
  }

  /** For a person. */
  @Override
  public String toString() {
    return Instant.EPOCH.plus(time, ChronoUnit.MICROS) + " " + price + " x " + size;
  }

  /** A trade id that is a number orders as well as it names. */
  private static long digits(byte[] text, int from, int length) {
    if (length == 0 || length > 18) {
      return 0;
    }
    long number = 0;
    for (int i = from; i < from + length; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return 0;
      }
      number = number * 10 + (text[i] - '0');
    }
    return number;
  }

  private static long hash(byte[] text, int from, int length) {
    long h = 0xcbf29ce484222325L;
    for (int i = from; i < from + length; i++) {
      h = (h ^ (text[i] & 0xFF)) * 0x100000001b3L;
    }
    return mix(h ^ length);
  }

  /** The finaliser of SplitMix64: every bit of the argument reaches every bit of the result. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
