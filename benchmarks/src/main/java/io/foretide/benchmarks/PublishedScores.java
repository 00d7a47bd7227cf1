package io.foretide.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What papers say of a data set, from a folder of two forms of table: {@code
 * dataset,horizon,NAME_MSE,NAME_MAE,...}, and {@code model,metric,h96,h192,...} in a file that is
 * named after the data set.
 */
final class PublishedScores {
  private PublishedScores() {}

  /** By model, then MSE and MAE as printed there. */
  static Map<String, Map<String, String>> of(Path folder, String dataset, int horizon)
      throws IOException {
    Map<String, Map<String, String>> scores = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return scores;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".csv")).sorted().toList();
    }
    for (Path file : files) {
      List<String[]> lines = Files.readAllLines(file).stream().map(l -> l.split(",")).toList();
      List<String> header = Arrays.asList(lines.get(0));
      boolean named = file.getFileName().toString().endsWith("_" + dataset + ".csv");
      int column = header.indexOf("h" + horizon);
      for (String[] row : lines.subList(1, lines.size())) {
        if (header.get(0).equals("dataset")
            && row[0].equals(dataset)
            && row[1].equals(Integer.toString(horizon))) {
          for (int c = 2; c < row.length; c++) {
            int cut = header.get(c).lastIndexOf('_');
            add(scores, header.get(c).substring(0, cut), header.get(c).substring(cut + 1), row[c]);
          }
        } else if (header.get(0).equals("model") && named && column > 0) {
          add(scores, row[0], row[1], row[column]);
        }
      }
    }
    return scores;
  }

  private static void add(
      Map<String, Map<String, String>> scores, String model, String metric, String value) {
    scores.computeIfAbsent(model, m -> new TreeMap<>()).putIfAbsent(metric, value);
  }
}
