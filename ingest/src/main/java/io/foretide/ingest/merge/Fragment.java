package io.foretide.ingest.merge;

/**
 * The rows that one record wrote to one block, in the form they travel in: per row the slot, the
 * line and a number per column; then, once, the last text of each attribute.
 */
final class Fragment {
  /** Marks a row that retracts; slots are below it. */
  static final int DELETE = 0x40;

  private static final int FIRST_ROWS = 96;

  private final BinaryOut rows = new BinaryOut(FIRST_ROWS);
  private final long block;
  private final String[] attributes;
  private final int[] attributeLines;
  private int count;
  private int lastLine;

  Fragment(long block, int attributes) {
    this.block = block;
    this.attributes = new String[attributes];
    this.attributeLines = new int[attributes];
  }

  long block() {
    return block;
  }

  int bytes() {
    return rows.size();
  }

  /** Begins a row; one {@link #number} per column must follow. */
  void row(int slot, int line, boolean delete) {
    rows.writeByte(delete ? slot | DELETE : slot);
    rows.writeLong(line - lastLine);
    lastLine = line;
    count++;
  }

  /** The next column of the row; NaN where the row says nothing about it. */
  void number(double value) {
    rows.writeDouble(value);
  }

  /** The text of an attribute: of several, the last line's stays. */
  void attribute(int index, String text) {
    attributes[index] = text;
    attributeLines[index] = lastLine;
  }

  void write(BinaryOut out) {
    out.writeLong(block).writeInt(count).append(rows);
    for (int i = 0; i < attributes.length; i++) {
      boolean said = attributes[i] != null;
      out.writeByte(said ? 1 : 0);
      if (said) {
        out.writeText(attributes[i]).writeInt(attributeLines[i]);
      }
    }
  }
}
