package io.foretide.ingest.merge;

import java.util.List;

/** The batch that holds one row. */
public final class SingleRow {
  private SingleRow() {}

  /**
   * @param step number of the row's step in its series
   * @param numbers one per column of the header
   */
  public static byte[] of(BatchHeader header, List<String> identity, long step, double[] numbers) {
    Fragment fragment = new Fragment(Math.floorDiv(step, Block.SLOTS), 0);
    fragment.row((int) Math.floorMod(step, (long) Block.SLOTS), 1, false);
    for (double number : numbers) {
      fragment.number(number);
    }
    BinaryOut out = new BinaryOut(256);
    header.write(out);
    out.writeTexts(identity).writeInt(1);
    fragment.write(out);
    return out.toBytes();
  }
}
