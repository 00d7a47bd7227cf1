package io.foretide.ingest.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Tells encodings apart by their bytes. */
final class Encodings {
  private static final int SAMPLE = 1 << 14;

  private Encodings() {}

  /** UTF-8 or one of UTF-16: Windows-1252 shows only when UTF-8 fails. */
  static String guess(byte[] content, String file) throws UploadRefusedException {
    if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
      return "UTF-8";
    }
    if (startsWith(content, 0xFF, 0xFE)) {
      return "UTF-16LE";
    }
    if (startsWith(content, 0xFE, 0xFF)) {
      return "UTF-16BE";
    }
    int length = Math.min(content.length, SAMPLE) & ~1;
    int evenZeros = 0;
    int oddZeros = 0;
    int controls = 0;
    for (int i = 0; i < length; i++) {
      if (content[i] == 0) {
        evenZeros += 1 - (i & 1);
        oddZeros += i & 1;
      } else if (content[i] > 0 && content[i] < ' ' && "\t\n\r\f".indexOf(content[i]) < 0) {
        controls++;
      }
    }
    // Latin text in UTF-16 has a zero in nearly every unit, always on the same side.
    if (oddZeros > length / 4 && evenZeros < length / 50) {
      return "UTF-16LE";
    }
    if (evenZeros > length / 4 && oddZeros < length / 50) {
      return "UTF-16BE";
    }
    if ((evenZeros + oddZeros + controls) * 10L > length) {
      throw new UploadRefusedException(
          IngestCode.UNREADABLE_TEXT, file, "too many control characters for a text.");
    }
    return "UTF-8";
  }

  /** The length of the byte order mark, if there is one of that charset. */
  static int markLength(byte[] content, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return startsWith(content, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    }
    boolean marked =
        charset.equals(StandardCharsets.UTF_16LE) && startsWith(content, 0xFF, 0xFE)
            || charset.equals(StandardCharsets.UTF_16BE) && startsWith(content, 0xFE, 0xFF);
    return marked ? 2 : 0;
  }

  /**
   * Whether bytes that are not all UTF-8 are still meant as such: a file with one damaged letter
   * among many whole ones is, a file in which every accented letter fails is not.
   */
  static boolean isMostlyUtf8(byte[] content) {
    int whole = 0;
    int damaged = 0;
    for (int i = 0; i < content.length; ) {
      int follow = followers(content[i] & 0xFF);
      if (follow == 0) {
        i++;
        continue;
      }
      int seen = 0;
      while (seen < follow
          && i + 1 + seen < content.length
          && (content[i + 1 + seen] & 0xC0) == 0x80) {
        seen++;
      }
      if (follow > 0 && seen == follow) {
        whole++;
        i += 1 + follow;
      } else {
        damaged++;
        i++;
      }
    }
    return whole > 0 && whole >= damaged;
  }

  /** How many bytes follow a leading byte; -1 for a byte that leads nothing. */
  private static int followers(int lead) {
    if (lead < 0x80) {
      return 0;
    }
    return lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : -1;
  }

  private static boolean startsWith(byte[] content, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= content.length || (content[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
