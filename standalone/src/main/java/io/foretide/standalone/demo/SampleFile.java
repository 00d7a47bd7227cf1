package io.foretide.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sample of {@code samples/GenerateSales.java}: what the plot shows as past. */
final class SampleFile {
  static final int PRODUCTS = 12;

  private static final int PRODUCT = 1;
  private static final int SALES = 6;

  private SampleFile() {}

  /** The last days' sales of every product, oldest first. The file has no quoted cells. */
  static Map<String, double[]> lastSales(Path file, int days) throws IOException {
    Map<String, List<Double>> all = new TreeMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      all.computeIfAbsent(cells[PRODUCT], p -> new ArrayList<>())
          .add(Double.parseDouble(cells[SALES]));
    }
    Map<String, double[]> last = new TreeMap<>();
    all.forEach(
        (product, sales) ->
            last.put(
                product,
                sales.subList(Math.max(0, sales.size() - days), sales.size()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray()));
    return last;
  }
}
