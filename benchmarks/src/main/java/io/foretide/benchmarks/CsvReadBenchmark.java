package io.foretide.benchmarks;

import io.foretide.ingest.csv.CsvDocument;
import io.foretide.ingest.csv.Dialect;
import io.foretide.ingest.csv.Layout;
import io.foretide.ingest.csv.Reject;
import io.foretide.ingest.csv.Row;
import io.foretide.ingest.csv.RowSink;
import io.foretide.ingest.csv.UploadHints;
import io.foretide.ingest.csv.UploadRefusedException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * How fast one core turns a CSV document into grouped observations: sniff, parse, validate, and
 * write each value into its series' slot. Nothing of Kafka is in it. Seconds are those of the
 * reading thread on a core.
 *
 * <p>Usage: {@code CsvReadBenchmark [rows per document] [rounds]}.
 */
public final class CsvReadBenchmark {
  private static final int PRODUCTS = 500;
  private static final LocalDate START = LocalDate.of(2020, 1, 1);
  private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

  private CsvReadBenchmark() {}

  public static void main(String[] args) throws UploadRefusedException {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
    measure("by product, then date", document(rows, true), rows, rounds);
    measure("by date, then product", document(rows, false), rows, rounds);
  }

  private static void measure(String order, byte[] content, int rows, int rounds)
      throws UploadRefusedException {
    double[] seconds = new double[rounds];
    double sum = 0;
    for (int i = 0; i < rounds; i++) {
      UploadHints hints = UploadHints.of("benchmark.csv", RECEIVED);
      Grouping grouping = new Grouping();
      long begin = cpuNanos();
      Dialect dialect = CsvDocument.sniff(content, hints);
      long taken = CsvDocument.read(content, dialect, hints, grouping).rows();
      seconds[i] = (cpuNanos() - begin) / 1e9;
      if (taken != rows) {
        throw new IllegalStateException(taken + " rows were taken of " + rows);
      }
      sum = grouping.sum();
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%s: %,d rows, %.1f MB: median %,.0f rows/s, best %,.0f rows/s, %.0f MB/s (sum %.2f)%n",
        order,
        rows,
        content.length / 1e6,
        rows / seconds[rounds / 2],
        rows / seconds[0],
        content.length / 1e6 / seconds[rounds / 2],
        sum);
  }

  /** Time this thread had a core for: other work on the machine does not count against it. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static byte[] document(int rows, boolean byProduct) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("date,product_id,store_id,sales,unit_price\n");
    int days = rows / PRODUCTS;
    for (int i = 0; i < rows; i++) {
      int product = byProduct ? i / days : i % PRODUCTS;
      int day = byProduct ? i % days : i / PRODUCTS;
      text.append(START.plusDays(day))
          .append(",P")
          .append(1_000 + product)
          .append(",S")
          .append(product % 20)
          .append(',')
          .append(random.nextInt(5_000) / 100.0)
          .append(',')
          .append(1 + random.nextInt(900) / 100.0)
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The least a consumer does: every value into its series' slot. */
  private static final class Grouping implements RowSink {
    private double[][] slots = new double[64][];
    private long first;

    @Override
    public void layout(Layout layout) {
      first = START.toEpochDay();
    }

    @Override
    public void row(Row row) {
      if (row.series() >= slots.length) {
        slots = Arrays.copyOf(slots, slots.length * 2);
      }
      double[] series = slots[row.series()];
      int slot = (int) (row.slot() - first);
      if (series == null || slot >= series.length) {
        series = series == null ? new double[1_024] : Arrays.copyOf(series, slot * 2);
        slots[row.series()] = series;
      }
      series[slot] = row.target();
    }

    @Override
    public void reject(Reject reject) {
      throw new IllegalStateException(reject.message("benchmark.csv"));
    }

    double sum() {
      return Arrays.stream(slots).filter(s -> s != null).flatMapToDouble(Arrays::stream).sum();
    }
  }
}
