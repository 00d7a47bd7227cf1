package io.foretide.registry.uploads;

import io.foretide.runtime.CodedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives no more than the limit, whatever length a request claimed, or if it claimed none. */
final class Limited extends FilterInputStream {
  private final long limit;
  private long read;

  Limited(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int some = super.read(buffer, from, length);
    count(Math.max(some, 0));
    return some;
  }

  private void count(int more) {
    read += more;
    if (read > limit) {
      throw new CodedException(
          "FT-1910",
          "the file has more than upload.max.bytes=%d; send it in parts, as foretide push does"
              .formatted(limit));
    }
  }
}
