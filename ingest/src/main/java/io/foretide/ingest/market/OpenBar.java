package io.foretide.ingest.market;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;

/**
 * A bar whose trades may still come. Open and close are those of the first and last trade in the
 * order of {@link Tick#after}, the volume is an exact sum: in whatever order trades come, the bar
 * is the same.
 */
final class OpenBar {
  final int length;
  final long slot;
  final long start;
  final long end;
  private long openTime;
  private long openSequence;
  private double open;
  private double openSize;
  private long closeTime;
  private long closeSequence;
  private double close;
  private double closeSize;
  private double high = Double.NEGATIVE_INFINITY;
  private double low = Double.POSITIVE_INFINITY;
  private ExactSum volume = new ExactSum();
  private boolean empty = true;

  /** Whether it has been told, in whatever form. */
  boolean published;

  /** Whether a trade came since it was told. */
  boolean revised;

  /**
   * @param length index of its length among those that are made
   */
  OpenBar(int length, long slot, long start, long end) {
    this.length = length;
    this.slot = slot;
    this.start = start;
    this.end = end;
  }

  boolean holds(long time) {
    return time >= start && time < end;
  }

  void fold(Tick tick) {
    if (empty || !tick.after(openTime, openSequence, open, openSize)) {
      openTime = tick.time;
      openSequence = tick.sequence;
      open = tick.price;
      openSize = tick.size;
    }
    if (empty || tick.after(closeTime, closeSequence, close, closeSize)) {
      closeTime = tick.time;
      closeSequence = tick.sequence;
      close = tick.price;
      closeSize = tick.size;
    }
    empty = false;
    high = Math.max(high, tick.price);
    low = Math.min(low, tick.price);
    volume.add(tick.size);
    revised = published;
  }

  /** In the order of {@link Market#COLUMNS}. */
  double[] values() {
    return new double[] {close, high, low, open, volume.value()};
  }

  void write(BinaryOut out) {
    out.writeInt(length).writeLong(slot).writeFixedLong(start).writeFixedLong(end);
    out.writeFixedLong(openTime)
        .writeFixedLong(openSequence)
        .writeDouble(open)
        .writeDouble(openSize);
    out.writeFixedLong(closeTime)
        .writeFixedLong(closeSequence)
        .writeDouble(close)
        .writeDouble(closeSize);
    out.writeDouble(high).writeDouble(low);
    volume.write(out);
    out.writeByte((empty ? 1 : 0) | (published ? 2 : 0) | (revised ? 4 : 0));
  }

  static OpenBar read(BinaryIn in) {
    OpenBar bar = new OpenBar(in.readInt(), in.readLong(), in.readFixedLong(), in.readFixedLong());
    bar.openTime = in.readFixedLong();
    bar.openSequence = in.readFixedLong();
    bar.open = in.readDouble();
    bar.openSize = in.readDouble();
    bar.closeTime = in.readFixedLong();
    bar.closeSequence = in.readFixedLong();
    bar.close = in.readDouble();
    bar.closeSize = in.readDouble();
    bar.high = in.readDouble();
    bar.low = in.readDouble();
    bar.volume = ExactSum.read(in);
    int flags = in.readByte();
    bar.empty = (flags & 1) != 0;
    bar.published = (flags & 2) != 0;
    bar.revised = (flags & 4) != 0;
    return bar;
  }
}
