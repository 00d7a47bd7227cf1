package io.foretide.models.explanation;

/**
 * How an explanation is best drawn, and what stands at its axes.
 *
 * @param rows what the rows are: {@code step ahead}
 * @param columns what the columns are
 * @param values what a value is, with its unit; empty where the columns say it
 */
public record Look(Form form, String title, String rows, String columns, String values) {
  /** Of a file that does not say. */
  static final Look PLAIN = new Look(Form.HEAT_MAP, "", "", "", "");

  /** The kinds of pictures. */
  public enum Form {
    /** A field per value, darker the larger it is. */
    HEAT_MAP,
    /** A bar per row, side by side for each column, whose units may differ. */
    BARS,
    /** A line per row along the columns, all in one unit. */
    LINES
  }

  public static Look heatMap(String title, String rows, String columns, String values) {
    return new Look(Form.HEAT_MAP, title, rows, columns, values);
  }

  /**
   * @param values empty where each column has its own unit
   */
  public static Look bars(String title, String rows, String values) {
    return new Look(Form.BARS, title, rows, "", values);
  }

  public static Look lines(String title, String columns, String values) {
    return new Look(Form.LINES, title, "", columns, values);
  }
}
