package io.foretide.ingest.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what separates the fields: whatever names known columns and cuts all rows alike. */
final class SeparatorGuess {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final String ODD = "@#^~:*&$!/ ";
  private static final int RECORDS = 60;
  private static final int HEAD = 1 << 18;

  private final String head;
  private final char quote;
  private final int namedColumns;

  /**
   * @param namedColumns how many columns the record header names; 0 if the document has a header
   */
  SeparatorGuess(String text, char quote, int namedColumns) {
    this.head = text.length() > HEAD ? text.substring(0, HEAD) : text;
    this.quote = quote;
    this.namedColumns = namedColumns;
  }

  /** A single quote is the quote where the document uses it so and has no double one. */
  static char quote(String text) {
    String head = text.substring(0, Math.min(text.length(), 1 << 12)).stripLeading();
    return head.startsWith("'") && head.indexOf('"') < 0 ? '\'' : '"';
  }

  Optional<Character> best() {
    char best = 0;
    double bestScore = 0;
    for (char candidate : CANDIDATES) {
      double score = score(candidate);
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return bestScore == 0 ? Optional.empty() : Optional.of(best);
  }

  /** A separator that is not supported but would fit, to name it in the refusal. */
  Optional<Character> odd() {
    String[] lines = head.split("[\r\n]+", 4);
    for (char candidate : ODD.toCharArray()) {
      int inFirst = count(lines[0], candidate);
      boolean everywhere = inFirst > 0 && lines.length > 1;
      for (int i = 1; i < Math.min(3, lines.length); i++) {
        everywhere &= count(lines[i], candidate) == inFirst;
      }
      if (everywhere) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private double score(char candidate) {
    SampleHandler sample = new SampleHandler(RECORDS);
    new RecordReader(head, candidate, quote).read(new LineCursor(head, 1, 0), 1, sample);
    Map<Integer, Integer> widths = new HashMap<>();
    int known = 0;
    for (SampleHandler.Sample each : sample.records()) {
      widths.merge(each.fields().size(), 1, Integer::sum);
      known = Math.max(known, knownNames(each));
    }
    List<Integer> order = new ArrayList<>(widths.keySet());
    order.sort((a, b) -> widths.get(b) - widths.get(a));
    int width = order.isEmpty() ? 0 : order.get(0);
    double alike =
        width < 1 || sample.records().isEmpty()
            ? 0
            : (double) widths.get(width) / sample.records().size();
    if (known < 2 && (width < 2 || alike < 0.7)) {
      return 0;
    }
    double named = namedColumns > 0 && width == namedColumns ? 100 : 0;
    return named + known * 10 + alike * 5 + Math.min(width, 20) / 20.0;
  }

  private static int knownNames(SampleHandler.Sample sample) {
    return (int) sample.fields().stream().filter(ColumnNames::isKnown).count();
  }

  private static int count(String line, char wanted) {
    return (int) line.chars().filter(c -> c == wanted).count();
  }
}
