package io.foretide.ingest.csv;

import io.foretide.models.series.Step;
import java.util.List;

/**
 * How one upload is written, decided on its first part and kept for the others, so that all parts
 * are read alike. Travels as {@linkplain #toJson() JSON}.
 *
 * @param charset IANA name
 * @param dateExample the date pattern that messages quote, for example {@code dd.MM.yyyy}
 * @param step the grid the times lie on: P1D, PT1H, PT1M or PT1S
 * @param headerLine the physical line of the header, from 1; 0 where the record header {@code
 *     columns} names the columns instead
 */
public record Dialect(
    String charset,
    char separator,
    char quote,
    DateOrder dateOrder,
    String dateExample,
    Step step,
    int headerLine,
    List<Column> columns) {

  /**
   * One column, in the file's order.
   *
   * @param header as the file writes it, without surrounding blanks
   * @param name the name it has from here on: {@code product_id}, {@code sales}, {@code unit_price}
   * @param decimalMark {@code .} or {@code ,}; the other one groups thousands
   */
  public record Column(String header, String name, Role role, char decimalMark) {}

  public Dialect {
    columns = List.copyOf(columns);
    if (columns.stream().filter(c -> c.role() == Role.DATE).count() != 1
        || columns.stream().filter(c -> c.role() == Role.TARGET).count() > 1) {
      throw new IllegalArgumentException("a dialect has one date and at most one target column");
    }
  }

  Dialect withStep(Step grid) {
    return new Dialect(
        charset, separator, quote, dateOrder, dateExample, grid, headerLine, columns);
  }

  public String toJson() {
    return DialectJson.write(this);
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Dialect fromJson(String json) {
    return DialectJson.read(json);
  }

  /** What rows in this dialect carry, and in which order. */
  public Layout layout() {
    return Layout.of(this);
  }
}
