package io.foretide.ingest.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The merged state of one block: 64 consecutive steps of one series.
 *
 * <p>Per column and slot it keeps the write with the latest (stamp, line), per slot the latest
 * retraction, per attribute the latest text. Each is a maximum, and a maximum does not care about
 * order, repetition or grouping: that is all there is to deduplication. A row writes the columns
 * that it has; what it does not mention stays.
 *
 * <p>Mutable and not thread-safe.
 */
public final class Block {
  public static final int SLOTS = 64;

  final List<WriteStamp> stamps = new ArrayList<>();
  final List<Column> columns = new ArrayList<>();
  final Map<String, Attribute> attributes = new TreeMap<>();

  /** The latest retraction of each slot; null while there was none. */
  Column retractions;

  /** Index of the latest stamp: its header names the target and the identity columns. */
  int latest = -1;

  String target = "";
  List<String> identityColumns = List.of();
  long revision;

  /** Per known stamp, how it compares with the one being merged. */
  private int[] ages = new int[4];

  /** Counts the publications of this block. */
  public long revision() {
    return revision;
  }

  /** To be called for each publication. */
  public void nextRevision() {
    revision++;
  }

  /**
   * Merges the rows of the reader's fragment.
   *
   * @param outcomes is told what became of each row
   * @return whether anything that is published has changed: values or attributes. Stamps alone may
   *     move without that
   */
  public boolean merge(BatchReader reader, Outcomes outcomes) {
    BatchHeader header = reader.header();
    int stamp = indexOf(header.stamp());
    boolean changed = adopt(header, stamp);
    Column[] written = new Column[header.columns().size()];
    for (int c = 0; c < written.length; c++) {
      written[c] = column(header.columns().get(c));
    }
    BinaryIn in = reader.rows();
    double[] numbers = new double[written.length];
    int rows = in.readCount();
    int line = 0;
    for (int r = 0; r < rows; r++) {
      int slot = in.readByte();
      line += (int) in.readLong();
      for (int c = 0; c < numbers.length; c++) {
        numbers[c] = in.readDouble();
      }
      changed |=
          slot >= Fragment.DELETE
              ? retract(slot - Fragment.DELETE, stamp, line, outcomes)
              : write(written, numbers, slot, stamp, line, outcomes);
    }
    for (String name : header.attributes()) {
      if (in.readByte() != 0) {
        changed |= describe(name, new Attribute(in.readText(), stamp, in.readInt()));
      }
    }
    return changed;
  }

  private boolean write(
      Column[] written, double[] numbers, int slot, int stamp, int line, Outcomes outcomes) {
    boolean plan = Double.isNaN(numbers[0]);
    boolean hadValue = visible(written[0], slot);
    boolean hidden = retractions != null && !later(stamp, line, retractions, slot);
    boolean differs = false;
    boolean changed = false;
    boolean overwrites = false;
    for (int c = 0; c < numbers.length; c++) {
      double value = numbers[c];
      if (Double.isNaN(value)) {
        continue;
      }
      Column column = written[c];
      boolean same = visible(column, slot) && column.values[slot] == value;
      differs |= !same;
      overwrites |= !same && visible(column, slot);
      if (later(stamp, line, column, slot)) {
        column.set(slot, value, stamp, line);
        changed |= !same && !hidden;
      }
    }
    if (plan ? overwrites : hadValue && differs) {
      outcomes.countCorrected();
    } else if (hadValue && !plan || !changed) {
      outcomes.countDuplicate();
    } else if (plan) {
      outcomes.countPlanned();
    } else {
      outcomes.countAccepted();
    }
    return changed;
  }

  private boolean retract(int slot, int stamp, int line, Outcomes outcomes) {
    if (retractions == null) {
      retractions = new Column("");
    }
    boolean wasFilled = filled(slot);
    int before = visibleColumns(slot);
    if (later(stamp, line, retractions, slot)) {
      retractions.set(slot, 0, stamp, line);
    }
    if (wasFilled && !filled(slot)) {
      outcomes.countRetracted();
    } else {
      outcomes.countDuplicate();
    }
    return visibleColumns(slot) != before;
  }

  private boolean describe(String name, Attribute told) {
    Attribute known = attributes.get(name);
    if (known == null) {
      attributes.put(name, told);
      return true;
    }
    int age = ages[known.stamp()];
    if (age < 0 || (age == 0 && told.line() > known.line())) {
      attributes.put(name, told);
      return !told.text().equals(known.text());
    }
    return false;
  }

  /** Takes target and identity columns from the header if it is the latest one met. */
  private boolean adopt(BatchHeader header, int stamp) {
    if (latest >= 0 && ages[latest] > 0) {
      return false;
    }
    boolean changed =
        latest >= 0
            && !(target.equals(header.target())
                && identityColumns.equals(header.identityColumns()));
    latest = stamp;
    target = header.target();
    identityColumns = header.identityColumns();
    return changed;
  }

  /** The index of a stamp, learnt if new; {@link #ages} then tells all others' ages against it. */
  private int indexOf(WriteStamp stamp) {
    int index = -1;
    if (ages.length <= stamps.size()) {
      ages = Arrays.copyOf(ages, stamps.size() * 2);
    }
    for (int i = 0; i < stamps.size(); i++) {
      ages[i] = stamps.get(i).compareTo(stamp);
      if (ages[i] == 0) {
        index = i;
      }
    }
    if (index < 0) {
      index = stamps.size();
      stamps.add(stamp);
      ages[index] = 0;
    }
    return index;
  }

  private Column column(String name) {
    for (Column column : columns) {
      if (column.name.equals(name)) {
        return column;
      }
    }
    Column added = new Column(name);
    columns.add(added);
    return added;
  }

  /** Whether the write now merged comes after what the column holds in the slot. */
  private boolean later(int stamp, int line, Column column, int slot) {
    int known = column.stamps[slot];
    if (known < 0) {
      return true;
    }
    return known == stamp ? line > column.lines[slot] : ages[known] < 0;
  }

  boolean filled(int slot) {
    for (Column column : columns) {
      if (visible(column, slot)) {
        return true;
      }
    }
    return false;
  }

  private int visibleColumns(int slot) {
    int count = 0;
    for (Column column : columns) {
      count += visible(column, slot) ? 1 : 0;
    }
    return count;
  }

  boolean visible(Column column, int slot) {
    int stamp = column.stamps[slot];
    if (stamp < 0) {
      return false;
    }
    return retractions == null
        || retractions.stamps[slot] < 0
        || compare(stamp, column.lines[slot], retractions.stamps[slot], retractions.lines[slot])
            > 0;
  }

  /** Compares two writes of this block by stamp, then line. */
  int compare(int stamp, int line, int otherStamp, int otherLine) {
    return stamp == otherStamp
        ? Integer.compare(line, otherLine)
        : stamps.get(stamp).compareTo(stamps.get(otherStamp));
  }
}
