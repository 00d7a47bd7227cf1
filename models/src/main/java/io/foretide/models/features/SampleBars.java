package io.foretide.models.features;

import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up bars, the same wherever they are made: what formulas are told apart by. */
final class SampleBars {
  private static final long SEED = 60;
  private static final int AFTER_WARM_UP = 40;
  private static final long START = 19_000;

  private SampleBars() {}

  /** What each feature says of the last of the bars, finite. */
  static List<Double> proof(List<String> features) {
    int warmUp = features.stream().map(Feature::parse).mapToInt(Feature::warmUp).max().orElse(0);
    FeatureTable table = FeatureTable.of(bars(warmUp + AFTER_WARM_UP), features);
    return IntStream.range(0, features.size())
        .mapToObj(f -> table.at(table.rows() - 1, f))
        .toList();
  }

  private static Series bars(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<String, double[]> columns = new LinkedHashMap<>();
    List.of("open", "high", "low", "close", "volume")
        .forEach(name -> columns.put(name, new double[count]));
    double price = 100;
    for (int i = 0; i < count; i++) {
      double open = price * (1 + 0.01 * (random.nextDouble() - 0.5));
      price = open * (1 + 0.04 * (random.nextDouble() - 0.5));
      columns.get("open")[i] = open;
      columns.get("high")[i] = Math.max(open, price) * (1 + 0.01 * random.nextDouble());
      columns.get("low")[i] = Math.min(open, price) * (1 - 0.01 * random.nextDouble());
      columns.get("close")[i] = price;
      columns.get("volume")[i] = 1e6 * (1 + random.nextDouble());
    }
    return new Series(
        new SeriesId("sample", List.of("BARS")), Step.DAY, START, "close", columns, Map.of());
  }
}
