package io.foretide.forecaster;

import io.foretide.embedded.testing.TestTopics;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.schemas.BlockAttribute;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Stamp;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Daily sales of a dozen made-up products with a weekly rhythm, and their blocks. */
final class Sales {
  static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  static final int DAYS = 200;
  private static final int SLOTS = 64;

  private final int products;
  private int days = DAYS;
  private long revision = 1;

  Sales(int products) {
    this.products = products;
  }

  static String product(int number) {
    return "P%03d".formatted(number);
  }

  static String series(int number) {
    return "sales/" + product(number);
  }

  static String category(int number) {
    return number % 3 == 0 ? "bread" : number % 3 == 1 ? "cake" : "coffee";
  }

  static String region(int number) {
    return number % 2 == 0 ? "north" : "south";
  }

  static Instant day(int number) {
    return FIRST.plusDays(number).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Counterpart of {@link #day}. */
  static int dayNumber(Instant time) {
    return (int) (time.getEpochSecond() / 86_400 - FIRST.toEpochDay());
  }

  /** The last day that is on the topic. */
  Instant end() {
    return day(days - 1);
  }

  int products() {
    return products;
  }

  static double value(int product, int day) {
    double noise = new SplittableRandom(product * 1_000_003L + day).nextDouble(-3, 3);
    return Math.max(0, 20 + product + (day % 7 < 5 ? 0 : 12) + 0.02 * day + noise);
  }

  /** The same sales as a trainer would read them. */
  Dataset dataset() {
    List<Series> all = new ArrayList<>();
    for (int p = 0; p < products; p++) {
      double[] values = new double[days];
      for (int d = 0; d < days; d++) {
        values[d] = value(p, d);
      }
      all.add(
          new Series(
              new SeriesId("sales", List.of(product(p))),
              Step.DAY,
              FIRST.toEpochDay(),
              "sales",
              Map.of("sales", values),
              Map.of("category", category(p), "region", region(p))));
    }
    return new Dataset("sales", Step.DAY, all);
  }

  void push(TestTopics topics) {
    for (int p = 0; p < products; p++) {
      push(topics, p);
    }
  }

  /** Another day of every product. */
  void pushAnotherDay(TestTopics topics) {
    days++;
    revision++;
    push(topics);
  }

  /** More days of every product but one, which has ended. */
  void pushDaysOfAllBut(int ended, int more, TestTopics topics) {
    days += more;
    revision++;
    for (int p = 0; p < products; p++) {
      if (p != ended) {
        push(topics, p);
      }
    }
  }

  private void push(TestTopics topics, int p) {
    long first = FIRST.toEpochDay();
    long last = first + days - 1;
    for (long b = Math.floorDiv(first, SLOTS); b <= Math.floorDiv(last, SLOTS); b++) {
      SeriesBlock block = block(p, b);
      topics.produce(
          Topics.SERIES_BLOCKS,
          SeriesKeys.partition(series(p), Topics.SERIES_BLOCKS.partitions()),
          SeriesKeys.block(series(p), "P1D", b),
          block,
          Map.of());
    }
  }

  private SeriesBlock block(int p, long number) {
    Double[] values = new Double[SLOTS];
    Arrays.fill(values, Double.NaN);
    for (int slot = 0; slot < SLOTS; slot++) {
      int day = (int) (number * SLOTS + slot - FIRST.toEpochDay());
      if (day >= 0 && day < days) {
        values[slot] = value(p, day);
      }
    }
    return SeriesBlock.newBuilder()
        .setDataset("sales")
        .setIdentity(List.of(product(p)))
        .setIdentityColumns(List.of("product_id"))
        .setStep("P1D")
        .setBlock(number)
        .setTarget("sales")
        .setColumns(List.of(new BlockColumn("sales", List.of(values))))
        .setAttributes(
            List.of(
                new BlockAttribute("category", category(p), 0, 1),
                new BlockAttribute("region", region(p), 0, 1)))
        .setStamps(List.of(new Stamp(Instant.EPOCH, 0, 0L, "u1", "sales.csv")))
        .setSlotStamps(List.of())
        .setSlotLines(List.of())
        .setRevision(revision)
        .build();
  }
}
