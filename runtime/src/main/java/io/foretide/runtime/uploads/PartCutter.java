package io.foretide.runtime.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a CSV document into parts of about {@value #PART_BYTES} bytes at ends of rows, each with the
 * header line in front. A line end inside quotes is not the end of a row.
 *
 * <p>Works on bytes, so it holds for every encoding in which line ends and quotes are single ASCII
 * bytes. UTF-16 is not such a one: a document with a byte order mark of UTF-16 (or zero bytes near
 * its start) is not cut.
 */
final class PartCutter {
  static final int PART_BYTES = 1 << 20;
  private static final int UNCUT_LIMIT = 15 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[PART_BYTES + (PART_BYTES >> 2)];
  private int filled;
  private boolean ended;
  private byte[] header; // with its line end; null before the first part

  PartCutter(InputStream in) {
    this.in = in;
  }

  /**
   * The next part, or null after the last. An empty document is one empty part: ingest says what is
   * wrong with it.
   */
  byte[] next() throws IOException {
    fill(PART_BYTES);
    if (header != null && filled == 0) {
      return null;
    }
    boolean first = header == null;
    if (first && looksLikeUtf16()) {
      header = new byte[0];
      fill(UNCUT_LIMIT);
    }
    int cut = ended ? filled : endOfLastRow();
    while (cut == 0 && !ended) {
      // One row longer than a part: take more until it ends. Ingest refuses lines beyond its limit.
      if (filled >= UNCUT_LIMIT) {
        cut = filled;
      } else {
        fill(filled + PART_BYTES);
        cut = ended ? filled : endOfLastRow();
      }
    }
    byte[] rows = Arrays.copyOf(buffer, cut);
    System.arraycopy(buffer, cut, buffer, 0, filled - cut);
    filled -= cut;
    if (!first) {
      byte[] part = Arrays.copyOf(header, header.length + rows.length);
      System.arraycopy(rows, 0, part, header.length, rows.length);
      return part;
    }
    if (header == null) {
      header = Arrays.copyOf(rows, endOfFirstRow(rows));
    }
    return rows;
  }

  private void fill(int atLeast) throws IOException {
    if (buffer.length < atLeast + 1) {
      buffer = Arrays.copyOf(buffer, atLeast + PART_BYTES);
    }
    while (filled < atLeast && !ended) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        ended = true;
      } else {
        filled += read;
      }
    }
  }

  private int endOfLastRow() {
    boolean quoted = false;
    int end = 0;
    for (int i = 0; i < filled; i++) {
      byte b = buffer[i];
      if (b == '"') {
        quoted = !quoted;
      } else if (!quoted && (b == '\n' || (b == '\r' && i + 1 < filled && buffer[i + 1] != '\n'))) {
        end = i + 1;
      }
    }
    return end;
  }

  private static int endOfFirstRow(byte[] rows) {
    boolean quoted = false;
    for (int i = 0; i < rows.length; i++) {
      byte b = rows[i];
      if (b == '"') {
        quoted = !quoted;
      } else if (!quoted && b == '\n') {
        return i + 1;
      } else if (!quoted && b == '\r') {
        return i + 1 < rows.length && rows[i + 1] == '\n' ? i + 2 : i + 1;
      }
    }
    return rows.length;
  }

  private boolean looksLikeUtf16() {
    for (int i = 0; i < Math.min(filled, 64); i++) {
      if (buffer[i] == 0) {
        return true;
      }
    }
    return filled >= 2
        && ((buffer[0] == (byte) 0xFF && buffer[1] == (byte) 0xFE)
            || (buffer[0] == (byte) 0xFE && buffer[1] == (byte) 0xFF));
  }
}
