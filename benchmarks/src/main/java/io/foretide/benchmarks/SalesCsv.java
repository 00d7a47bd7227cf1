package io.foretide.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Daily sales of many products, made up: the same bytes for the same numbers. */
final class SalesCsv {
  static final String HEADER = "date,product_id,sales,price\n";
  private static final LocalDate FIRST = LocalDate.of(2005, 1, 1);

  /** In which order the rows stand in the file. */
  enum Order {
    BY_DATE,
    BY_PRODUCT
  }

  private final int products;
  private final int days;
  private final int partBytes;

  SalesCsv(int products, int days, int partBytes) {
    this.partBytes = partBytes;
    this.products = products;
    this.days = days;
  }

  int rows() {
    return products * days;
  }

  /**
   * The file, cut as {@code foretide push} cuts it: parts of a few MB, each with the header line.
   */
  List<byte[]> parts(Order order) {
    List<byte[]> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder(partBytes + 100).append(HEADER);
    for (int i = 0; i < rows(); i++) {
      int product = order == Order.BY_PRODUCT ? i / days : i % products;
      int day = order == Order.BY_PRODUCT ? i % days : i / products;
      appendRow(part, product, day);
      if (part.length() > partBytes) {
        parts.add(bytes(part));
        part.setLength(0);
        part.append(HEADER);
      }
    }
    if (part.length() > HEADER.length()) {
      parts.add(bytes(part));
    }
    return parts;
  }

  void appendRow(StringBuilder text, int product, int day) {
    text.append(FIRST.plusDays(day)).append(",P").append(1000 + product).append(',');
    int cents = cents(product, day);
    text.append(cents / 100).append('.').append(cents / 10 % 10).append(cents % 10);
    text.append(',').append(1 + product % 9).append(".95\n");
  }

  /** Sales in hundredths: a weekly wave and noise. */
  private static int cents(int product, int day) {
    int noise = (product * 7919 + day * 104_729) >>> 3 & 0xFFF;
    return 1000 + 100 * (day % 7) + noise;
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
