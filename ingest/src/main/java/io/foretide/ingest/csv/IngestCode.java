package io.foretide.ingest.csv;

/**
 * Everything that can be wrong with an upload: FT-11xx refuses the document whole, FT-12xx rejects
 * one row and lets the rest go on. The way out is written for the person who sent the file.
 */
public enum IngestCode {
  EMPTY_DOCUMENT("FT-1101", "the document is empty", "Send a header line and rows."),
  HEADER_ONLY("FT-1102", "there is no row below the header", "Send at least one row."),
  BINARY(
      "FT-1103",
      "the document is not text",
      "Export the data as CSV text and send that; unpack archives first."),
  OTHER_FORMAT(
      "FT-1104",
      "the document is text of another format",
      "Export the data as CSV: a header line, then one line per observation."),
  NO_SEPARATOR(
      "FT-1105", "no separator was found", "Separate columns by comma, semicolon, tab or pipe."),
  NO_HEADER(
      "FT-1106",
      "there is no header line",
      "Start the document with a header line, or name the columns in the record header 'columns',"
          + " as in columns=date,product_id,sales."),
  NO_DATE_COLUMN(
      "FT-1107", "there is no date column", "Name the column that holds the date 'date'."),
  NO_VALUE_COLUMN("FT-1108", "there is no value column", "Name the column to be forecast 'sales'."),
  AMBIGUOUS_COLUMN(
      "FT-1109", "two columns claim the same part", "Rename or leave out one of the two."),
  AMBIGUOUS_DATE(
      "FT-1110",
      "nothing tells day from month",
      "Write dates as yyyy-MM-dd, or send more rows of the file together."),
  SEVERAL_HEADERS(
      "FT-1111",
      "the header takes more than one line",
      "Leave one header line that names every column."),
  NO_SERIES_COLUMN(
      "FT-1112",
      "many rows share a date and no column says which series they belong to",
      "Add a column 'product_id', and 'store_id' where there are stores."),
  UNREADABLE_TEXT(
      "FT-1113",
      "the characters cannot be read",
      "Save the document as UTF-8 (UTF-16 and Windows-1252 are read too)."),
  PART_DIFFERS(
      "FT-1114",
      "a later part has another header than the first",
      "Repeat the first part's header line at the top of every part."),
  TOO_MANY_COLUMNS(
      "FT-1115",
      "there are too many columns",
      "Send one line per date and series, not one column per date or series."),
  NO_USABLE_DATE("FT-1116", "no date could be read", "Write dates as yyyy-MM-dd, one per row."),
  NO_USABLE_VALUE(
      "FT-1117", "the value column holds no numbers", "Send plain numbers, as in 1234.5."),

  TOO_MANY_FIELDS(
      "FT-1201", "more fields than columns", "Quote fields that contain the separator."),
  TOO_FEW_FIELDS("FT-1202", "fewer fields than needed", "Write every column in every row."),
  NOT_A_DATE("FT-1203", "not a date", "Write the date as the rest of the file does."),
  DATE_MISSING("FT-1204", "no date", "Write the date in every row."),
  DATE_OUT_OF_RANGE(
      "FT-1205",
      "a date too far away",
      "Check the year; dates lie between 1678 and ten years ahead."),
  OFF_GRID(
      "FT-1206",
      "a time between the steps of the file",
      "Write all times of one file on the same grid of days, hours, minutes or seconds."),
  VALUE_MISSING(
      "FT-1207",
      "no value",
      "Leave the row out, or add a column 'op': 'delete' retracts an earlier value, 'plan' says"
          + " what goes along with a day whose value is not known yet."),
  NOT_A_NUMBER("FT-1208", "not a number", "Write a plain number, as in 1234.5."),
  NOT_FINITE("FT-1209", "not a finite number", "Write a finite number."),
  IDENTITY_MISSING(
      "FT-1210", "no series named", "Fill in the columns that name the series in every row."),
  SUMMARY_ROW(
      "FT-1211",
      "a summary row, not an observation",
      "Nothing to do; leave totals out if you can."),
  UNKNOWN_OPERATION(
      "FT-1212",
      "an unknown operation",
      "Write 'delete' to retract, 'plan' to plan, and nothing to write."),
  BROKEN_QUOTES(
      "FT-1213", "quotes that do not close", "Close every quote and double those inside a field."),
  FIELD_TOO_LONG("FT-1214", "a field too long to be meant", "Check for a missing line end."),
  DAMAGED_TEXT(
      "FT-1215",
      "characters that could not be read",
      "Save the file as UTF-8 and send the row again."),
  REPEATED_HEADER("FT-1216", "the header once more", "Nothing to do.");

  private final String id;
  private final String title;
  private final String wayOut;

  IngestCode(String id, String title, String wayOut) {
    this.id = id;
    this.title = title;
    this.wayOut = wayOut;
  }

  /** The code users see: {@code FT-1203}. */
  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** What to do about it, one sentence. */
  public String wayOut() {
    return wayOut;
  }

  /** Whether this refuses the whole document rather than one row. */
  public boolean refusesDocument() {
    return id.startsWith("FT-11");
  }
}
