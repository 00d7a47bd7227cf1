package io.foretide.ingest.merge;

import java.util.List;

/**
 * Walks over a batch: for each series, for each of its fragments. The rows of a fragment are read
 * by {@link Block#merge}, which must be called exactly once per fragment.
 */
public final class BatchReader {
  private final BinaryIn in;
  private final BatchHeader header;
  private int seriesFragments;

  /**
   * @throws IllegalArgumentException if the bytes are no batch
   */
  public BatchReader(byte[] bytes) {
    in = new BinaryIn(bytes);
    header = BatchHeader.read(in);
  }

  public BatchHeader header() {
    return header;
  }

  public boolean hasSeries() {
    return in.hasMore();
  }

  /** The identity of the next series. */
  public List<String> nextSeries() {
    List<String> identity = in.readTexts();
    seriesFragments = in.readCount();
    return identity;
  }

  /** How many fragments the series last returned has. */
  public int fragments() {
    return seriesFragments;
  }

  /** The block number of the next fragment. */
  public long nextFragment() {
    return in.readLong();
  }

  BinaryIn rows() {
    return in;
  }
}
