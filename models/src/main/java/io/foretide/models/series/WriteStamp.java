package io.foretide.models.series;

import java.util.Comparator;

/**
 * When a write was made: of two writes to one place the one with the later stamp wins, in whatever
 * order they are met.
 *
 * @param uploadedAt milliseconds since the epoch
 * @param partition of the upload's record
 * @param offset of the upload's record
 * @param line within the file
 */
public record WriteStamp(long uploadedAt, int partition, long offset, int line)
    implements Comparable<WriteStamp> {
  private static final Comparator<WriteStamp> ORDER =
      Comparator.comparingLong(WriteStamp::uploadedAt)
          .thenComparingInt(WriteStamp::partition)
          .thenComparingLong(WriteStamp::offset)
          .thenComparingInt(WriteStamp::line);

  @Override
  public int compareTo(WriteStamp other) {
    return ORDER.compare(this, other);
  }
}
