package io.foretide.benchmarks;

import io.foretide.models.series.Step;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link LongHorizonBenchmark} is asked for.
 *
 * @param kinds each a kind's id, then settings if wanted: {@code tcn:blocks=4;filters=32}
 * @param split steps to train on, to validate on and to test on; empty for ETT's
 * @param step of a file without times
 */
record LongHorizonOptions(
    Path data,
    List<Integer> horizons,
    List<String> kinds,
    int lookback,
    List<Integer> split,
    String timeColumn,
    Step step,
    List<String> columns,
    List<Long> seeds,
    Path published) {
  private static final String USAGE =
      """
      LongHorizonBenchmark --data FILE [--horizon 96,192,336,720] [--kinds nlinear,dlinear,tcn:blocks=4;filters=32]
        [--lookback 336] [--split 8640,2880,2880] [--time COLUMN or none] [--step PT1H] [--columns A,B]
        [--seed 1,2] [--published FOLDER]""";
  private static final Set<String> KNOWN =
      Set.of(
          "data",
          "horizon",
          "kinds",
          "lookback",
          "split",
          "time",
          "step",
          "columns",
          "seed",
          "published");

  static LongHorizonOptions parse(String[] args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].replaceFirst("^--", "");
      if (!KNOWN.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException("not understood: " + args[i] + "\n" + USAGE);
      }
      given.put(name, args[i + 1]);
    }
    if (!given.containsKey("data")) {
      throw new IllegalArgumentException("--data is missing\n" + USAGE);
    }
    String shared = System.getProperty("foretide.shared", "../shared");
    return new LongHorizonOptions(
        Path.of(given.get("data")),
        numbers(given.getOrDefault("horizon", "96")),
        words(given.getOrDefault("kinds", "nlinear,dlinear")),
        Integer.parseInt(given.getOrDefault("lookback", "336")),
        numbers(given.getOrDefault("split", "")),
        given.getOrDefault("time", ""),
        Step.parse(given.getOrDefault("step", "PT1H")),
        words(given.getOrDefault("columns", "")),
        words(given.getOrDefault("seed", "1")).stream().map(Long::valueOf).toList(),
        Path.of(given.getOrDefault("published", shared + "/reference/published")));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",")).filter(w -> !w.isBlank()).toList();
  }

  private static List<Integer> numbers(String text) {
    return words(text).stream().map(Integer::valueOf).toList();
  }
}
