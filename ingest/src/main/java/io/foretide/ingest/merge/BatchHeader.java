package io.foretide.ingest.merge;

import java.util.List;

/**
 * What all rows of a batch share.
 *
 * @param session names the upload among all uploads, for counting
 * @param stamp the record that the rows came in
 * @param step ISO 8601 length of a step
 * @param columns names of the columns of numbers, the target first
 * @param attributes names of the columns of text
 */
public record BatchHeader(
    String session,
    WriteStamp stamp,
    String dataset,
    List<String> identityColumns,
    String step,
    List<String> columns,
    List<String> attributes) {
  /** First byte of every batch; another one is another format. */
  private static final int FORMAT = 1;

  public BatchHeader {
    identityColumns = List.copyOf(identityColumns);
    columns = List.copyOf(columns);
    attributes = List.copyOf(attributes);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a batch has a target column");
    }
  }

  public String target() {
    return columns.get(0);
  }

  void write(BinaryOut out) {
    out.writeByte(FORMAT).writeText(session);
    stamp.write(out);
    out.writeText(dataset)
        .writeTexts(identityColumns)
        .writeText(step)
        .writeTexts(columns)
        .writeTexts(attributes);
  }

  static BatchHeader read(BinaryIn in) {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IllegalArgumentException("a batch of format " + format + ", not " + FORMAT);
    }
    return new BatchHeader(
        in.readText(),
        WriteStamp.read(in),
        in.readText(),
        in.readTexts(),
        in.readText(),
        in.readTexts(),
        in.readTexts());
  }
}
