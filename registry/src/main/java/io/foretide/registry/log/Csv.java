package io.foretide.registry.log;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;

/**
 * Rows as CSV (RFC 4180), safe to open in a spreadsheet: what would be taken for a formula is text.
 */
public final class Csv {
  private Csv() {}

  /** Writes one row. */
  public static void row(Writer out, List<?> values) throws IOException {
    for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
      Object value = each.next();
      out.write(value instanceof Number ? value.toString() : field(String.valueOf(value)));
      if (each.hasNext()) {
        out.write(',');
      }
    }
    out.write("\r\n");
  }

  private static String field(String text) {
    String safe = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
