package io.foretide.ingest.merge;

import io.foretide.schemas.BlockAttribute;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The published form of blocks. */
public final class BlockRecords {
  private BlockRecords() {}

  /**
   * What the block says now, with the stamps that won.
   *
   * @param identity values of the identity columns
   * @param number the block's number in its series
   */
  public static SeriesBlock of(
      String dataset, List<String> identity, String step, long number, Block block) {
    int[] winners = new int[Block.SLOTS];
    int[] lines = new int[Block.SLOTS];
    Arrays.fill(winners, -1);
    block.columns.forEach(column -> takeLater(block, column, winners, lines));
    if (block.retractions != null) {
      takeLater(block, block.retractions, winners, lines);
    }
    Dictionary dictionary = new Dictionary(block.stamps);
    List<Integer> slotStamps = new ArrayList<>(Block.SLOTS);
    List<Integer> slotLines = new ArrayList<>(Block.SLOTS);
    for (int slot = 0; slot < Block.SLOTS; slot++) {
      slotStamps.add(winners[slot] < 0 ? -1 : dictionary.index(winners[slot]));
      slotLines.add(lines[slot]);
    }
    List<BlockAttribute> attributes = new ArrayList<>(block.attributes.size());
    block.attributes.forEach(
        (name, attribute) ->
            attributes.add(
                new BlockAttribute(
                    name,
                    attribute.text(),
                    dictionary.index(attribute.stamp()),
                    attribute.line())));
    return new SeriesBlock(
        dataset,
        identity,
        block.identityColumns,
        step,
        number,
        block.target,
        columns(block),
        attributes,
        dictionary.stamps,
        slotStamps,
        slotLines,
        block.revision);
  }

  /** The target, filled or not, then whatever else was ever written, by name. */
  private static List<BlockColumn> columns(Block block) {
    Column target =
        block.columns.stream()
            .filter(column -> column.name.equals(block.target))
            .findAny()
            .orElseGet(() -> new Column(block.target));
    Stream<Column> others =
        block.columns.stream()
            .filter(column -> column != target && column.isWritten())
            .sorted(Comparator.comparing((Column column) -> column.name));
    return Stream.concat(Stream.of(target), others)
        .map(column -> new BlockColumn(column.name, values(block, column)))
        .toList();
  }

  private static List<Double> values(Block block, Column column) {
    List<Double> values = new ArrayList<>(Block.SLOTS);
    for (int slot = 0; slot < Block.SLOTS; slot++) {
      values.add(block.visible(column, slot) ? column.values[slot] : Double.NaN);
    }
    return values;
  }

  private static void takeLater(Block block, Column column, int[] winners, int[] lines) {
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

  /** The stamps that something points at, in order of first use. */
  private static final class Dictionary {
    private final List<WriteStamp> known;
    private final int[] indices;
    private final List<Stamp> stamps = new ArrayList<>();

    Dictionary(List<WriteStamp> known) {
      this.known = known;
      this.indices = new int[known.size()];
    }

    int index(int stamp) {
      if (indices[stamp] == 0) {
        WriteStamp write = known.get(stamp);
        stamps.add(
            new Stamp(
                Instant.ofEpochMilli(write.uploadedAt()),
                write.partition(),
                write.offset(),
                write.upload(),
                write.file()));
        indices[stamp] = stamps.size();
      }
      return indices[stamp] - 1;
    }
  }
}
