package io.foretide.ingest.market;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which trades of a symbol have been seen within the grace period: one table to ask, and the ids by
 * stretches of time, so that old ones go together and a commit writes only the stretches that grew.
 * What is older than the grace period is late anyway and need not be remembered.
 */
final class SeenTicks {
  private static final int STRETCHES = 8;
  private static final int SMALLEST = 64;

  private static final class Stretch {
    long[] ids = new long[16];
    int count;
    boolean grown = true;
    boolean stored;

    void add(long id) {
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, count * 2);
      }
      ids[count++] = id;
      grown = true;
    }
  }

  /** Takes or drops a stretch in its stored form. */
  interface StretchSink {
    void keep(long stretch, byte[] ids);

    void drop(long stretch);
  }

  private final long width;
  private final TreeMap<Long, Stretch> stretches = new TreeMap<>();
  private final List<Long> dropped = new ArrayList<>();
  private long[] table = new long[SMALLEST];
  private int used;
  private long lastNumber = Long.MIN_VALUE;
  private Stretch last;

  /**
   * @param grace how long to remember, microseconds
   */
  SeenTicks(long grace) {
    this.width = Math.max(1, grace / STRETCHES);
  }

  /** Remembers a trade; false if it is known. */
  boolean add(long identity, long time) {
    long id = identity == 0 ? 1 : identity;
    int mask = table.length - 1;
    int at = (int) id & mask;
    while (table[at] != 0) {
      if (table[at] == id) {
        return false;
      }
      at = (at + 1) & mask;
    }
    table[at] = id;
    used++;
    long number = Math.floorDiv(time, width);
    if (number != lastNumber || last == null) {
      last = stretches.computeIfAbsent(number, n -> new Stretch());
      lastNumber = number;
    }
    last.add(id);
    if (used * 2 > table.length) {
      rebuild();
    }
    return true;
  }

  /** Forgets what was traded before {@code time}, in whole stretches. */
  void forgetBefore(long time) {
    boolean some = false;
    while (!stretches.isEmpty() && (stretches.firstKey() + 1) * width <= time) {
      Map.Entry<Long, Stretch> gone = stretches.pollFirstEntry();
      if (gone.getValue().stored) {
        dropped.add(gone.getKey());
      }
      some = true;
    }
    if (some) {
      last = null;
    }
  }

  /** Hands out every stretch that grew, or went after it was handed out, since the last call. */
  void drain(StretchSink sink) {
    dropped.forEach(sink::drop);
    dropped.clear();
    stretches.forEach(
        (number, stretch) -> {
          if (stretch.grown) {
            BinaryOut out = new BinaryOut(8 * stretch.count + 8);
            out.writeInt(stretch.count);
            for (int i = 0; i < stretch.count; i++) {
              out.writeFixedLong(stretch.ids[i]);
            }
            sink.keep(number, out.toBytes());
            stretch.grown = false;
            stretch.stored = true;
          }
        });
  }

  /** Takes back a stretch that {@link #drain} handed out. */
  void restore(long number, byte[] ids) {
    BinaryIn in = new BinaryIn(ids);
    Stretch stretch = new Stretch();
    for (int left = in.readCount(); left > 0; left--) {
      stretch.add(in.readFixedLong());
    }
    stretch.grown = false;
    stretch.stored = true;
    stretches.put(number, stretch);
    rebuild();
  }

  /** A table of what is remembered now, with room to grow. */
  private void rebuild() {
    used = stretches.values().stream().mapToInt(stretch -> stretch.count).sum();
    table = new long[Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, used)) * 8)];
    int mask = table.length - 1;
    for (Stretch stretch : stretches.values()) {
      for (int i = 0; i < stretch.count; i++) {
        int at = (int) stretch.ids[i] & mask;
        while (table[at] != 0) {
          at = (at + 1) & mask;
        }
        table[at] = stretch.ids[i];
      }
    }
  }
}
