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

  /** More than any document that is read may have; a line of millions must not fill the memory. */
  private static final int MOST_FIELDS = 5_000;

  /** A sample does not look for its next record to the end of a document of blank lines. */
  private static final int BLANKS_PER_RECORD = 20;

  private final int most;
  private final List<Sample> records = new ArrayList<>();
  private List<String> fields = new ArrayList<>();
  private int broken;
  private int seen;

  SampleHandler(int most) {
    this.most = most;
  }

  /** Records with anything in them. */
  List<Sample> records() {
    return records;
  }

  @Override
  void begin() {
    fields = new ArrayList<>();
  }

  @Override
  void field(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (index < MOST_FIELDS) {
      fields.add(new String(buffer, offset, length));
    }
  }

  @Override
  boolean complete() {
    Sample sample = new Sample(line(), fields);
    if (!sample.isBlank()) {
      records.add(sample);
    }
    return records.size() < most && ++seen < BLANKS_PER_RECORD * most;
  }

  @Override
  boolean broken(long brokenLine, IngestCode code) {
    return ++broken < most;
  }
}
