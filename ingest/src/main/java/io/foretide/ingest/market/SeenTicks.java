package io.foretide.ingest.market;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which trades of a symbol have been seen within the grace period: one table to ask, and the ids by
 * stretches of time, so that old ones go together and a commit writes only the stretches that grew.
 * What is older than the grace period is late anyway and need not be remembered.
 */
final class SeenTicks {
  private static final int STRETCHES = 8;
  private static final int SMALLEST = 64;

  private static final class Stretch {
    final long number;
    long[] ids = new long[16];
    int count;
    boolean grown = true;
    boolean stored;

    Stretch(long number) {
      this.number = number;
    }

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

  /** By number. They are few, and mostly the last one is wanted. */
  private final List<Stretch> stretches = new ArrayList<>();

  private final List<Long> dropped = new ArrayList<>();
  private long[] table = new long[SMALLEST];
  private int used;

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
    stretch(Math.floorDiv(time, width)).add(id);
    if (used * 2 > table.length) {
      rebuild();
    }
    return true;
  }

  /** The stretch of a number, begun if need be. */
  private Stretch stretch(long number) {
    int after = stretches.size();
    while (after > 0) {
      Stretch before = stretches.get(after - 1);
      if (before.number == number) {
        return before;
      }
      if (before.number < number) {
        break;
      }
      after--;
    }
    Stretch begun = new Stretch(number);
    stretches.add(after, begun);
    return begun;
  }

  /** Forgets what was traded before {@code time}, in whole stretches. */
  void forgetBefore(long time) {
    int gone = 0;
    while (gone < stretches.size() && (stretches.get(gone).number + 1) * width <= time) {
      if (stretches.get(gone).stored) {
        dropped.add(stretches.get(gone).number);
      }
      gone++;
    }
    stretches.subList(0, gone).clear();
  }

  /** Hands out every stretch that grew, or went after it was handed out, since the last call. */
  void drain(StretchSink sink) {
    dropped.forEach(sink::drop);
    dropped.clear();
    joinNew();
    for (Stretch stretch : stretches) {
      if (stretch.grown) {
        BinaryOut out = new BinaryOut(8 * stretch.count + 8);
        out.writeInt(stretch.count);
        for (int i = 0; i < stretch.count; i++) {
          out.writeFixedLong(stretch.ids[i]);
        }
        sink.keep(stretch.number, out.toBytes());
        stretch.grown = false;
        stretch.stored = true;
      }
    }
  }

  /**
   * Stretches that were never handed out become one, the latest: where a grace period passes
   * between two calls they come and go together. They are remembered a little longer so.
   */
  private void joinNew() {
    int last = stretches.size() - 1;
    while (last > 0 && !stretches.get(last).stored && !stretches.get(last - 1).stored) {
      Stretch earlier = stretches.remove(last - 1);
      last--;
      for (int i = 0; i < earlier.count; i++) {
        stretches.get(last).add(earlier.ids[i]);
      }
    }
  }

  /** Takes back a stretch that {@link #drain} handed out. */
  void restore(long number, byte[] ids) {
    BinaryIn in = new BinaryIn(ids);
    Stretch stretch = stretch(number);
    for (int left = in.readCount(); left > 0; left--) {
      stretch.add(in.readFixedLong());
    }
    stretch.grown = false;
    stretch.stored = true;
    rebuild();
  }

  /** A table of what is remembered now, with room to grow. */
  private void rebuild() {
    used = 0;
    for (Stretch stretch : stretches) {
      used += stretch.count;
    }
    table = new long[Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, used)) * 8)];
    int mask = table.length - 1;
    for (Stretch stretch : stretches) {
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
