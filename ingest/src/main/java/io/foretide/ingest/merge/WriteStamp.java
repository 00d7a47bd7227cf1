package io.foretide.ingest.merge;

import java.util.Comparator;

/**
 * Which record of {@code csv.uploads} wrote a cell. The later stamp wins; on equal times the larger
 * (partition, offset) does, so no two records tie.
 *
 * @param uploadedAt timestamp of the record, milliseconds since the epoch
 * @param upload id of the upload
 * @param file name of the file, for people
 */
public record WriteStamp(long uploadedAt, int partition, long offset, String upload, String file)
    implements Comparable<WriteStamp> {
  private static final Comparator<WriteStamp> ORDER =
      Comparator.comparingLong(WriteStamp::uploadedAt)
          .thenComparingInt(WriteStamp::partition)
          .thenComparingLong(WriteStamp::offset);

  @Override
  public int compareTo(WriteStamp other) {
    return ORDER.compare(this, other);
  }

  void write(BinaryOut out) {
    out.writeLong(uploadedAt)
        .writeInt(partition)
        .writeLong(offset)
        .writeText(upload)
        .writeText(file);
  }

  static WriteStamp read(BinaryIn in) {
    return new WriteStamp(in.readLong(), in.readInt(), in.readLong(), in.readText(), in.readText());
  }
}
