package io.foretide.standalone;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Lines of made-up sales. */
final class SalesFiles {
  private SalesFiles() {}

  /** Days of a product that sells 10, and 110 in a promotion, which is every third day from 1. */
  static List<String> promoted(int from, int to, boolean sold) {
    List<String> lines = new ArrayList<>();
    lines.add("date,product_id,sales,promo");
    for (int day = from; day < to; day++) {
      int promo = day % 3 == 1 ? 1 : 0;
      String sales = sold ? Integer.toString(10 + 100 * promo) : "";
      lines.add(LocalDate.of(2024, 1, 1).plusDays(day) + ",Q1," + sales + "," + promo);
    }
    return lines;
  }

  /** 120 days of two products with a weekly rhythm; the first row has no number. */
  static List<String> plain() {
    List<String> lines = new ArrayList<>();
    lines.add("date,product_id,category,sales");
    LocalDate start = LocalDate.of(2024, 1, 1);
    lines.add(start + ",P1,bread,many");
    for (int day = 0; day < 120; day++) {
      LocalDate date = start.plusDays(day);
      int rhythm = 10 * date.getDayOfWeek().getValue() + day % 5;
      lines.add(date + ",P1,bread," + (100 + rhythm));
      lines.add(date + ",P2,cake," + (50 + rhythm));
    }
    return lines;
  }
}
