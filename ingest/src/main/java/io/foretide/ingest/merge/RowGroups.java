package io.foretide.ingest.merge;

import io.foretide.ingest.csv.Row;
import io.foretide.models.series.SeriesId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Groups the rows of one document by series and block. Not thread-safe. */
public final class RowGroups {
  /** A batch is sent when it has grown to this; a record of the log should be well under 1 MB. */
  private static final int BATCH_BYTES = 256 * 1024;

  private final BatchHeader header;
  private final UnaryOperator<List<String>> naming;
  private final int numbers;
  private final int attributes;
  private final List<SeriesRows> series = new ArrayList<>();
  private long rows;
  private long firstSecond = Long.MAX_VALUE;
  private long lastSecond = Long.MIN_VALUE;

  /**
   * @param naming gives the identity of a series for what its rows say
   */
  public RowGroups(BatchHeader header, UnaryOperator<List<String>> naming) {
    this.header = header;
    this.naming = naming;
    this.numbers = header.columns().size();
    this.attributes = header.attributes().size();
  }

  public void add(Row row) {
    int number = row.series();
    SeriesRows own = number < series.size() ? series.get(number) : null;
    if (own == null) {
      own = learn(number, row.identity());
    }
    long step = row.slot();
    Fragment fragment = own.fragment(Math.floorDiv(step, Block.SLOTS), attributes);
    boolean delete = row.operation() == Row.Operation.DELETE;
    fragment.row((int) Math.floorMod(step, (long) Block.SLOTS), (int) row.line(), delete);
    for (int i = 0; i < numbers; i++) {
      fragment.number(row.number(i));
    }
    for (int i = 0; i < attributes; i++) {
      String text = row.attribute(i);
      if (!text.isEmpty()) {
        fragment.attribute(i, text);
      }
    }
    rows++;
    firstSecond = Math.min(firstSecond, row.epochSecond());
    lastSecond = Math.max(lastSecond, row.epochSecond());
  }

  /** The data set that the rows are of. */
  public String dataset() {
    return header.dataset();
  }

  public long rows() {
    return rows;
  }

  /** Seconds since the epoch; meaningless while there are no rows. */
  public long firstSecond() {
    return firstSecond;
  }

  /** Seconds since the epoch; meaningless while there are no rows. */
  public long lastSecond() {
    return lastSecond;
  }

  /** One number per series met, the same for the same series in any document. */
  public long[] seriesHashes() {
    return series.stream().filter(Objects::nonNull).mapToLong(one -> one.hash).toArray();
  }

  /** Takes batches on their way. */
  public interface BatchSink {
    void batch(int partition, byte[] bytes);
  }

  /** Says in which partition a series is merged. */
  public interface Homes {
    int partition(String dataset, List<String> identity, int partitions);
  }

  /** Hands out everything in batches, none of which holds series of two partitions. */
  public void forEachBatch(int partitions, Homes homes, BatchSink sink) {
    List<List<SeriesRows>> byPartition = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      byPartition.add(new ArrayList<>());
    }
    for (SeriesRows one : series) {
      if (one != null) {
        byPartition.get(homes.partition(header.dataset(), one.identity, partitions)).add(one);
      }
    }
    BinaryOut out = new BinaryOut(BATCH_BYTES + BATCH_BYTES / 4);
    for (int p = 0; p < partitions; p++) {
      int empty = begin(out);
      for (SeriesRows one : byPartition.get(p)) {
        int from = 0;
        while (from < one.fragments.size()) {
          int to = one.upTo(from, BATCH_BYTES - out.size());
          one.write(out, from, to);
          from = to;
          if (out.size() >= BATCH_BYTES) {
            sink.batch(p, out.toBytes());
            empty = begin(out);
          }
        }
      }
      if (out.size() > empty) {
        sink.batch(p, out.toBytes());
      }
    }
  }

  private int begin(BinaryOut out) {
    out.reset();
    header.write(out);
    return out.size();
  }

  private SeriesRows learn(int number, List<String> identity) {
    // A series whose rows were all rejected has a number and nothing here.
    while (series.size() <= number) {
      series.add(null);
    }
    SeriesRows own = new SeriesRows(header.dataset(), naming.apply(identity));
    series.set(number, own);
    return own;
  }

  /** The rows of one series. */
  private static final class SeriesRows {
    private final List<String> identity;
    private final long hash;
    private final List<Fragment> fragments = new ArrayList<>(2);
    private final Map<Long, Fragment> byBlock = new HashMap<>();
    private Fragment last;

    SeriesRows(String dataset, List<String> identity) {
      this.identity = identity;
      this.hash = hash(new SeriesId(dataset, identity).text());
    }

    Fragment fragment(long block, int attributes) {
      // Files are sorted by date or by series: the next row is in the last row's block.
      if (last != null && last.block() == block) {
        return last;
      }
      last =
          byBlock.computeIfAbsent(
              block,
              b -> {
                Fragment added = new Fragment(b, attributes);
                fragments.add(added);
                return added;
              });
      return last;
    }

    /** The end of the run of fragments from {@code from} that fits in the room; at least one. */
    int upTo(int from, int room) {
      int to = from;
      int left = room;
      while (to < fragments.size() && (to == from || left > 0)) {
        left -= fragments.get(to++).bytes();
      }
      return to;
    }

    void write(BinaryOut out, int from, int to) {
      out.writeTexts(identity).writeInt(to - from);
      for (Fragment fragment : fragments.subList(from, to)) {
        fragment.write(out);
      }
    }

    /** FNV-1a, 64 bits, finished by a mixer: collisions among a million series are a rare event. */
    private static long hash(String id) {
      long h = 0xcbf29ce484222325L;
      for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
        h = (h ^ (b & 0xFF)) * 0x100000001b3L;
      }
      h ^= h >>> 32;
      h *= 0x9E3779B97F4A7C15L;
      return h ^ (h >>> 29);
    }
  }
}
