package io.foretide.ingest.merge;

import io.foretide.schemas.SeriesBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Writes blocks in their published form: Avro's binary encoding of {@code SeriesBlock}, behind the
 * five bytes of Confluent's wire format.
 *
 * <p>Written by hand because it is what ingest spends most of its time on: through {@code
 * SpecificRecord} and Confluent's serializer, with a boxed number per slot, it took four times as
 * long. A test holds the bytes against those of the real serializer. Reuses its buffers; not
 * thread-safe.
 */
public final class PublishedBlock {
  private static final int WIRE_PREFIX = 5;

  private final byte[] prefix;
  private final BinaryOut out = new BinaryOut(4096);
  private final int[] winners = new int[Block.SLOTS];
  private final int[] lines = new int[Block.SLOTS];

  /**
   * @param sample any {@code SeriesBlock} as the real serializer writes it: it begins with the id
   *     that the schema registry gave the schema
   */
  public PublishedBlock(byte[] sample) {
    prefix = Arrays.copyOf(sample, WIRE_PREFIX);
  }

  /** A block that says nothing, as a sample for the constructor. */
  public static SeriesBlock empty() {
    return SeriesBlock.newBuilder()
        .setDataset("")
        .setIdentity(List.of())
        .setIdentityColumns(List.of())
        .setStep("")
        .setBlock(0)
        .setTarget("")
        .setColumns(List.of())
        .setAttributes(List.of())
        .setStamps(List.of())
        .setSlotStamps(List.of())
        .setSlotLines(List.of())
        .setRevision(0)
        .build();
  }

  /**
   * What the block says now, with the stamps that won.
   *
   * @param identity values of the identity columns
   * @param number the block's number in its series
   */
  public byte[] write(
      String dataset, List<String> identity, String step, long number, Block block) {
    findWinners(block);
    Dictionary dictionary = new Dictionary(block.stamps.size());
    out.reset();
    for (byte b : prefix) {
      out.writeByte(b);
    }
    text(dataset);
    texts(identity);
    texts(block.identityColumns);
    text(step);
    out.writeLong(number);
    text(block.target);
    columns(block);
    // The dictionary stands after the attributes and before the slots that fill it.
    dictionary.learn(winners);
    block.attributes.values().forEach(attribute -> dictionary.learn(attribute.stamp()));
    attributes(block, dictionary);
    stamps(block, dictionary);
    dictionary.renumber(winners);
    numbers(winners);
    numbers(lines);
    out.writeLong(block.revision);
    return out.toBytes();
  }

  /** The target, filled or not, then whatever else was ever written, by name. */
  private void columns(Block block) {
    Column target = null;
    List<Column> others = new ArrayList<>(block.columns.size());
    for (Column column : block.columns) {
      if (column.name.equals(block.target)) {
        target = column;
      } else if (column.isWritten()) {
        others.add(column);
      }
    }
    others.sort(Comparator.comparing((Column column) -> column.name));
    out.writeLong(1 + others.size());
    column(block, target == null ? new Column(block.target) : target);
    for (Column other : others) {
      column(block, other);
    }
    end();
  }

  private void column(Block block, Column column) {
    text(column.name);
    out.writeLong(Block.SLOTS);
    if (block.retractions == null) {
      out.writeDoubles(column.values);
    } else {
      for (int slot = 0; slot < Block.SLOTS; slot++) {
        out.writeDouble(block.visible(column, slot) ? column.values[slot] : Double.NaN);
      }
    }
    end();
  }

  private void attributes(Block block, Dictionary dictionary) {
    if (!block.attributes.isEmpty()) {
      out.writeLong(block.attributes.size());
      block.attributes.forEach(
          (name, attribute) -> {
            text(name);
            text(attribute.text());
            out.writeLong(dictionary.index(attribute.stamp()));
            out.writeLong(attribute.line());
          });
    }
    end();
  }

  private void stamps(Block block, Dictionary dictionary) {
    if (dictionary.size > 0) {
      out.writeLong(dictionary.size);
      for (int i = 0; i < dictionary.size; i++) {
        WriteStamp stamp = block.stamps.get(dictionary.order[i]);
        out.writeLong(stamp.uploadedAt());
        out.writeLong(stamp.partition());
        out.writeLong(stamp.offset());
        text(stamp.upload());
        text(stamp.file());
      }
    }
    end();
  }

  private void findWinners(Block block) {
    Arrays.fill(winners, -1);
    Arrays.fill(lines, 0);
    Column first = block.columns.get(0);
    for (Column column : block.columns) {
      // Mostly every row has every column, and one of them tells all.
      if (column == first || !column.sameWritesAs(first)) {
        takeLater(block, column);
      }
    }
    if (block.retractions != null) {
      takeLater(block, block.retractions);
    }
  }

  private void takeLater(Block block, Column column) {
    for (int slot = 0; slot < Block.SLOTS; slot++) {
      int stamp = column.stamps[slot];
      if (stamp >= 0
          && (winners[slot] < 0
              || block.compare(stamp, column.lines[slot], winners[slot], lines[slot]) > 0)) {
        winners[slot] = stamp;
        lines[slot] = column.lines[slot];
      }
    }
  }

  private void numbers(int[] slots) {
    out.writeLong(slots.length);
    for (int number : slots) {
      out.writeLong(number);
    }
    end();
  }

  private void text(String text) {
    out.writeAvroText(text);
  }

  private void texts(List<String> texts) {
    if (!texts.isEmpty()) {
      out.writeLong(texts.size());
      texts.forEach(this::text);
    }
    end();
  }

  private void end() {
    out.writeByte(0);
  }

  /** The stamps that something points at, in order of first use. */
  private static final class Dictionary {
    private final int[] indices;
    private final int[] order;
    private int size;

    Dictionary(int known) {
      indices = new int[known];
      order = new int[known];
    }

    void learn(int[] stamps) {
      for (int stamp : stamps) {
        learn(stamp);
      }
    }

    void learn(int stamp) {
      if (stamp >= 0 && indices[stamp] == 0) {
        order[size++] = stamp;
        indices[stamp] = size;
      }
    }

    void renumber(int[] stamps) {
      for (int i = 0; i < stamps.length; i++) {
        stamps[i] = index(stamps[i]);
      }
    }

    int index(int stamp) {
      return stamp < 0 ? -1 : indices[stamp] - 1;
    }
  }
}
