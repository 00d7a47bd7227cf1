package io.foretide.ingest.csv;

/**
 * Finds physical lines in a text, forwards only, so that a whole reading scans the text once. A
 * line ends with LF, CR or CRLF.
 */
final class LineCursor {
  private final String text;
  private long line;
  private int offset;

  LineCursor(String text, long line, int offset) {
    this.text = text;
    this.line = line;
    this.offset = offset;
  }

  /** The offset at which the line begins: the text's length if there is no such line. */
  int moveTo(long wanted) {
    if (wanted < line) {
      throw new IllegalArgumentException("line " + wanted + " lies before line " + line);
    }
    while (line < wanted && offset < text.length()) {
      offset = afterLineEnd(endOf(offset));
      line++;
    }
    return offset;
  }

  /** The line, without its end, cut to the given length. */
  String line(long wanted, int longest) {
    int from = moveTo(wanted);
    int to = from;
    int last = Math.min(text.length(), from + longest);
    while (to < last && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
      to++;
    }
    return text.substring(from, to);
  }

  /** How long the line is, without its end. */
  int length(long wanted) {
    int from = moveTo(wanted);
    return endOf(from) - from;
  }

  private int endOf(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private int afterLineEnd(int at) {
    if (at >= text.length()) {
      return at;
    }
    boolean pair = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    return at + (pair ? 2 : 1);
  }
}
