package io.foretide.benchmarks;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Bars from the folder named by the system property {@code foretide.shared}, as series of the data
 * set {@code market}: twelve symbols by the day, bitcoin by the hour. Days without a bar are gaps.
 */
final class MarketData {
  private static final List<String> COLUMNS = List.of("close", "open", "high", "low", "volume");

  private MarketData() {}

  static Dataset daily() throws IOException {
    return read("data/ohlcv_daily", Step.DAY, "1d", "");
  }

  static Dataset hourly() throws IOException {
    return read("data/btcusdt_1h", Step.HOUR, "1h", "BTCUSDT");
  }

  /** The one CSV file of a folder below the shared one. */
  static Path file(String folder) throws IOException {
    Path shared = Path.of(System.getProperty("foretide.shared", "../shared"));
    try (Stream<Path> files = Files.list(shared.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".csv")).findFirst().orElseThrow();
    }
  }

  private static Dataset read(String folder, Step step, String length, String only)
      throws IOException {
    List<String> lines = Files.readAllLines(file(folder));
    List<String> header = List.of(lines.get(0).split(","));
    int symbol = header.indexOf("symbol");
    int time = Math.max(header.indexOf("date"), header.indexOf("timestamp"));
    Map<String, TreeMap<Long, double[]>> symbols = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      double[] bar =
          COLUMNS.stream()
              .mapToDouble(name -> Double.parseDouble(cells[header.indexOf(name)]))
              .toArray();
      symbols
          .computeIfAbsent(symbol < 0 ? only : cells[symbol], s -> new TreeMap<>())
          .put(step.indexOf(instant(cells[time])), bar);
    }
    List<Series> series = new ArrayList<>();
    long end = symbols.values().stream().mapToLong(TreeMap::lastKey).max().orElseThrow();
    symbols.forEach((name, bars) -> series.add(series(name, length, step, bars, end)));
    return new Dataset("market", step, series);
  }

  private static Series series(
      String symbol, String length, Step step, TreeMap<Long, double[]> bars, long end) {
    long first = bars.firstKey();
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < COLUMNS.size(); c++) {
      double[] values = new double[(int) (end - first + 1)];
      Arrays.fill(values, Double.NaN);
      for (Map.Entry<Long, double[]> bar : bars.entrySet()) {
        values[(int) (bar.getKey() - first)] = bar.getValue()[c];
      }
      columns.put(COLUMNS.get(c), values);
    }
    return new Series(
        new SeriesId("market", List.of(symbol, length)), step, first, "close", columns, Map.of());
  }

  private static Instant instant(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }
}
