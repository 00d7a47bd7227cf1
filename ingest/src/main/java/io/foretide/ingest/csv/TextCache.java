package io.foretide.ingest.csv;

import java.util.ArrayList;
import java.util.List;

/** The strings of one text column: a category is made once, not once per row. */
final class TextCache {
  /** Beyond this the column is no category, and remembering it would only cost memory. */
  private static final int MOST = 10_000;

  private final CharTable keys = new CharTable();
  private final List<String> strings = new ArrayList<>();

  String text(char[] buffer, int offset, int length) {
    if (length == 0) {
      return "";
    }
    int known = keys.find(buffer, offset, length);
    if (known >= 0) {
      return strings.get(known);
    }
    String text = new String(buffer, offset, length);
    if (strings.size() < MOST) {
      keys.add(buffer, offset, length);
      strings.add(text);
    }
    return text;
  }
}
