package io.foretide.ingest.csv;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The series met in one reading, numbered in order of appearance. */
final class SeriesTable {
  /** Between the parts of a key; {@link #append} lets no such character into a part. */
  private static final char BETWEEN = '\u001F';

  private final CharTable keys = new CharTable();
  private int[] series = new int[64];
  private final List<List<String>> identities = new ArrayList<>();
  private char[] key = new char[64];
  private int length;

  void clear() {
    length = 0;
  }

  /** Adds one identity value of the current row; control characters become blanks. */
  void append(char[] buffer, int offset, int count) {
    if (length + count + 1 > key.length) {
      key = Arrays.copyOf(key, (length + count + 1) * 2);
    }
    if (length > 0) {
      key[length++] = BETWEEN;
    }
    for (int i = offset; i < offset + count; i++) {
      char c = buffer[i];
      if (c < ' ') {
        if (c == '\n' && i > offset && buffer[i - 1] == '\r') {
          continue;
        }
        c = c == '\n' || c == '\r' ? '\n' : ' ';
      }
      key[length++] = c;
    }
  }

  /** The number of the series whose values were appended. */
  int number() {
    int known = keys.find(key, 0, length);
    int entry = known >= 0 ? known : learn();
    return series[entry];
  }

  List<String> identity(int number) {
    return identities.get(number);
  }

  private int learn() {
    int added = keys.add(key, 0, length);
    if (added == series.length) {
      series = Arrays.copyOf(series, added * 2);
    }
    String text = new String(key, 0, length);
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (!composed.equals(text)) {
      // The same name in decomposed letters (files from macOS) is the same series.
      char[] other = composed.toCharArray();
      int known = keys.find(other, 0, other.length);
      if (known >= 0) {
        series[added] = series[known];
        return added;
      }
    }
    series[added] = identities.size();
    identities.add(
        composed.isEmpty() ? List.of() : List.of(composed.split(String.valueOf(BETWEEN), -1)));
    return added;
  }
}
