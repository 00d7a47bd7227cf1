package io.foretide.ingest.csv;

/**
 * One row that was not taken.
 *
 * @param line the physical line of the document on which the row begins, from 1
 * @param column the header of the column at fault; empty where it is the row as a whole
 * @param reason what is wrong with it and what was expected, a sentence without the full stop
 * @param raw the line as it stands in the document, cut to {@value #LONGEST_RAW} characters. It is
 *     the sender's text: a cell such as {@code =cmd|...} is harmless here, and whoever writes it
 *     into a spreadsheet must disarm it there
 */
public record Reject(long line, String column, IngestCode code, String reason, String raw) {
  public static final int LONGEST_RAW = 1_000;

  /**
   * The whole message: {@code FT-1203 sales.csv line 17, column "date": "31/31/2022" is not a date;
   * expected yyyy-MM-dd.}
   */
  public String message(String file) {
    String where = column.isEmpty() ? "" : ", column \"" + column + "\"";
    return code.id() + " " + file + " line " + line + where + ": " + reason + ".";
  }
}
