package io.foretide.ingest.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The stored form of a block. It is canonical: stamps in order and only those in use, columns and
 * attributes by name. Two blocks that say the same have the same bytes but for the revision.
 */
public final class BlockCodec {
  private static final int FORMAT = 1;
  private static final int NO_RETRACTIONS = 0;
  private static final int RETRACTIONS = 1;
  private static final int OWN_WRITES = 0;
  private static final int WRITES_OF_FIRST = 1;

  private BlockCodec() {}

  public static byte[] encode(Block block) {
    BinaryOut out = new BinaryOut(256 + block.columns.size() * 640 + block.stamps.size() * 64);
    out.writeByte(FORMAT).writeLong(block.revision);
    int[] renumbered = writeStamps(block, out);
    out.writeInt(renumbered[block.latest])
        .writeText(block.target)
        .writeTexts(block.identityColumns);
    List<Column> columns = new ArrayList<>(block.columns);
    columns.removeIf(column -> !column.isWritten());
    columns.sort(Comparator.comparing((Column column) -> column.name));
    out.writeInt(columns.size());
    for (Column column : columns) {
      out.writeText(column.name);
      boolean shared = column != columns.get(0) && column.sameWritesAs(columns.get(0));
      out.writeByte(shared ? WRITES_OF_FIRST : OWN_WRITES);
      if (!shared) {
        writeWrites(column, renumbered, out);
      }
      writeValues(column, out);
    }
    out.writeByte(block.retractions == null ? NO_RETRACTIONS : RETRACTIONS);
    if (block.retractions != null) {
      writeWrites(block.retractions, renumbered, out);
    }
    out.writeInt(block.attributes.size());
    for (Map.Entry<String, Attribute> entry : block.attributes.entrySet()) {
      Attribute attribute = entry.getValue();
      out.writeText(entry.getKey())
          .writeText(attribute.text())
          .writeInt(renumbered[attribute.stamp()])
          .writeInt(attribute.line());
    }
    return out.toBytes();
  }

  /**
   * @throws IllegalArgumentException if the bytes are no block
   */
  public static Block decode(byte[] bytes) {
    BinaryIn in = new BinaryIn(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IllegalArgumentException("a block of format " + format + ", not " + FORMAT);
    }
    Block block = new Block();
    block.revision = in.readLong();
    readStamps(in, block);
    block.latest = in.readInt();
    block.target = in.readText();
    block.identityColumns = in.readTexts();
    int columns = in.readCount();
    for (int c = 0; c < columns; c++) {
      Column column = new Column(in.readText());
      if (in.readByte() == WRITES_OF_FIRST) {
        Column first = block.columns.get(0);
        System.arraycopy(first.stamps, 0, column.stamps, 0, Block.SLOTS);
        System.arraycopy(first.lines, 0, column.lines, 0, Block.SLOTS);
      } else {
        readWrites(in, column);
      }
      readValues(in, column);
      block.columns.add(column);
    }
    if (in.readByte() == RETRACTIONS) {
      block.retractions = new Column("");
      readWrites(in, block.retractions);
    }
    int attributes = in.readCount();
    for (int a = 0; a < attributes; a++) {
      block.attributes.put(in.readText(), new Attribute(in.readText(), in.readInt(), in.readInt()));
    }
    return block;
  }

  // Loops over slots and stamps are methods of their own: as one, encoding and decoding take the
  // compiler a second each, over and over, while ingest starts.

  private static void readStamps(BinaryIn in, Block block) {
    for (int left = in.readCount(); left > 0; left--) {
      block.stamps.add(WriteStamp.read(in));
    }
  }

  private static void writeValues(Column column, BinaryOut out) {
    for (int slot = 0; slot < Block.SLOTS; slot++) {
      if (column.stamps[slot] >= 0) {
        out.writeDouble(column.values[slot]);
      }
    }
  }

  private static void readValues(BinaryIn in, Column column) {
    for (int slot = 0; slot < Block.SLOTS; slot++) {
      if (column.stamps[slot] >= 0) {
        column.values[slot] = in.readDouble();
      }
    }
  }

  /** Writes the stamps in use, in order; returns for each old index the new one. */
  private static int[] writeStamps(Block block, BinaryOut out) {
    int known = block.stamps.size();
    boolean[] used = new boolean[known];
    used[block.latest] = true;
    block.columns.forEach(column -> markUsed(column, used));
    if (block.retractions != null) {
      markUsed(block.retractions, used);
    }
    block.attributes.values().forEach(attribute -> used[attribute.stamp()] = true);
    List<Integer> order = new ArrayList<>(known);
    for (int i = 0; i < known; i++) {
      if (used[i]) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparing(block.stamps::get));
    int[] renumbered = new int[known];
    out.writeInt(order.size());
    for (int i = 0; i < order.size(); i++) {
      renumbered[order.get(i)] = i;
      block.stamps.get(order.get(i)).write(out);
    }
    return renumbered;
  }

  private static void markUsed(Column column, boolean[] used) {
    for (int stamp : column.stamps) {
      if (stamp >= 0) {
        used[stamp] = true;
      }
    }
  }

  /** Which slots were written, as a bit each; then runs of one stamp; then steps between lines. */
  private static void writeWrites(Column column, int[] renumbered, BinaryOut out) {
    long present = 0;
    for (int slot = 0; slot < Block.SLOTS; slot++) {
      if (column.stamps[slot] >= 0) {
        present |= 1L << slot;
      }
    }
    out.writeFixedLong(present);
    int slot = 0;
    while (slot < Block.SLOTS) {
      if (column.stamps[slot] < 0) {
        slot++;
        continue;
      }
      int stamp = column.stamps[slot];
      int run = 0;
      while (slot < Block.SLOTS && (column.stamps[slot] < 0 || column.stamps[slot] == stamp)) {
        run += column.stamps[slot] < 0 ? 0 : 1;
        slot++;
      }
      out.writeInt(renumbered[stamp]).writeInt(run);
    }
    int line = 0;
    for (slot = 0; slot < Block.SLOTS; slot++) {
      if (column.stamps[slot] >= 0) {
        out.writeLong(column.lines[slot] - line);
        line = column.lines[slot];
      }
    }
  }

  private static void readWrites(BinaryIn in, Column column) {
    long present = in.readFixedLong();
    int left = Long.bitCount(present);
    int slot = 0;
    while (left > 0) {
      int stamp = in.readInt();
      int run = in.readInt();
      if (run < 1 || run > left) {
        throw new IllegalArgumentException("a run of " + run + " writes among " + left);
      }
      left -= run;
      while (run > 0) {
        if ((present >>> slot & 1) != 0) {
          column.stamps[slot] = stamp;
          run--;
        }
        slot++;
      }
    }
    int line = 0;
    for (slot = 0; slot < Block.SLOTS; slot++) {
      if (column.stamps[slot] >= 0) {
        line += (int) in.readLong();
        column.lines[slot] = line;
      }
    }
  }
}
