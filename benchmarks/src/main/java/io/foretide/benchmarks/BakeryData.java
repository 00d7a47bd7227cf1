package io.foretide.benchmarks;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The bakery file of the reference scores (T1), from the folder named by the system property {@code
 * foretide.shared}.
 */
final class BakeryData {
  /** The cutoffs of T1; 28 days are forecast from each. */
  static final List<Instant> CUTOFFS =
      Stream.of("2022-05-13", "2022-06-10", "2022-07-08", "2022-08-05", "2022-09-02")
          .map(day -> Instant.parse(day + "T00:00:00Z"))
          .toList();

  private BakeryData() {}

  /** All 148 products. */
  static Dataset whole() throws IOException {
    return read(file());
  }

  /** The file as it is pushed. */
  static Path file() throws IOException {
    try (Stream<Path> files = Files.list(shared().resolve("data/retail_bakery_daily"))) {
      return files.filter(f -> f.toString().endsWith(".csv")).findFirst().orElseThrow();
    }
  }

  /** The 20 products that T1 scores. */
  static Dataset judged() {
    return read(shared().resolve("reference/T1_bakery_series.csv"));
  }

  /** The rows of the reference scores, comma separated, without the header. */
  static List<String> referenceScores() throws IOException {
    try (Stream<String> lines = Files.lines(shared().resolve("reference/T1_scores.csv"))) {
      return lines.skip(1).toList();
    }
  }

  private static Path shared() {
    Path shared = Path.of(System.getProperty("foretide.shared", "../shared"));
    if (!Files.isDirectory(shared)) {
      throw new IllegalStateException("give the shared folder by -Dforetide.shared=DIR");
    }
    return shared;
  }

  private static Dataset read(Path file) {
    Map<String, TreeMap<Long, Double>> products = new TreeMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .skip(1)
          .forEach(
              line -> {
                // product,date,sales,price; a product's name may hold commas, the rest does not.
                String[] cells = line.split(",", -1);
                int n = cells.length;
                String product = String.join(",", Arrays.asList(cells).subList(0, n - 3));
                products
                    .computeIfAbsent(product, p -> new TreeMap<>())
                    .put(
                        LocalDate.parse(cells[n - 3]).toEpochDay(),
                        cells[n - 2].isEmpty() ? Double.NaN : Double.parseDouble(cells[n - 2]));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Series> series = new ArrayList<>();
    products.forEach((product, days) -> series.add(series(product, days)));
    return new Dataset("bakery", Step.DAY, series);
  }

  private static Series series(String product, TreeMap<Long, Double> days) {
    long first = days.firstKey();
    double[] sales = new double[(int) (days.lastKey() - first + 1)];
    Arrays.fill(sales, Double.NaN);
    days.forEach((day, value) -> sales[(int) (day - first)] = value);
    SeriesId id = new SeriesId("bakery", List.of(product));
    return new Series(id, Step.DAY, first, "sales", Map.of("sales", sales), Map.of());
  }
}
