package io.foretide.ingest.csv;

import java.util.ArrayList;
import java.util.List;

/** Keeps the first records as strings, to decide by. */
final class SampleHandler extends RecordHandler {
  /** The fields of one record, as written, and the physical line on which it begins. */
  record Sample(long line, List<String> fields) {
    boolean isBlank() {
      return fields.stream().allMatch(String::isBlank);
    }
  }

  private final int most;
  private final List<Sample> records = new ArrayList<>();
  private List<String> fields = new ArrayList<>();
  private int broken;

  SampleHandler(int most) {
    this.most = most;
  }

  /** Records with anything in them. */
  List<Sample> records() {
    return records;
  }

  /** How many lines did not parse. */
  int broken() {
    return broken;
  }

  /** The line below the last record kept, which is exact where that one takes one line. */
  long lineBelow() {
    return records.isEmpty() ? 1 : records.get(records.size() - 1).line() + 1;
  }

  @Override
  void begin() {
    fields = new ArrayList<>();
  }

  @Override
  void field(int index, char[] buffer, int offset, int length, boolean quoted) {
    fields.add(new String(buffer, offset, length));
  }

  @Override
  boolean complete() {
    Sample sample = new Sample(line(), fields);
    if (!sample.isBlank()) {
      records.add(sample);
    }
    return records.size() < most;
  }

  @Override
  void broken(long brokenLine, IngestCode code) {
    broken++;
  }
}
