package io.foretide.models.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One feature by its name: a formula and its periods in bars, {@code rsi-14} or {@code macd-12-26},
 * or a {@link CalendarFeature} of the bar's begin, {@code week-sin-1}.
 */
final class Feature {
  private static final int LONGEST = 1_000;

  private final String name;
  private final int warmUp;
  private final int memory;
  private final Formula formula;

  private interface Formula {
    IntToDoubleFunction over(Bars bars);
  }

  private Feature(String name, int warmUp, int memory, Formula formula) {
    this.name = name;
    this.warmUp = warmUp;
    this.memory = memory;
    this.formula = formula;
  }

  /**
   * @throws FeatureException FT-2461 if there is no such feature
   */
  static Feature parse(String name) {
    if (CalendarFeature.isName(name)) {
      CalendarFeature calendar = CalendarFeature.parse(name);
      return new Feature(name, 0, 0, bars -> i -> calendar.at(bars.time(i)));
    }
    List<String> parts = new ArrayList<>(List.of(name.split("-", -1)));
    int words = parts.size();
    while (words > 0 && parts.get(words - 1).matches("[1-9]\\d{0,3}")) {
      words--;
    }
    int[] periods =
        parts.subList(words, parts.size()).stream().mapToInt(Integer::parseInt).toArray();
    String id = String.join("-", parts.subList(0, words));
    for (Family family : Family.values()) {
      if (family.id().equals(id)
          && family.periods() == periods.length
          && Arrays.stream(periods).allMatch(n -> n <= LONGEST)) {
        return new Feature(
            name,
            family.warmUp(periods),
            family.memory(periods),
            bars -> finite(family, bars, periods));
      }
    }
    throw new FeatureException(
        "FT-2461",
        "there is no feature \"%s\"; there are %s, each with its periods in bars, and calendar waves such as week-sin-1"
            .formatted(name, known()));
  }

  String name() {
    return name;
  }

  /** How many bars must stand before the first one that it can tell of. */
  int warmUp() {
    return warmUp;
  }

  /** How many bars before one its value depends on, as far as single precision can tell. */
  int memory() {
    return memory;
  }

  /** Of each bar from the first that was asked for; NaN until the warm-up is over, finite after. */
  double[] over(Bars bars) {
    double[] values = new double[bars.count() - bars.first()];
    int warm = Math.max(0, Math.min(values.length, warmUp - bars.first()));
    Arrays.fill(values, 0, warm, Double.NaN);
    if (warm < values.length) {
      IntToDoubleFunction at = formula.over(bars);
      for (int i = warm; i < values.length; i++) {
        values[i] = at.applyAsDouble(bars.first() + i);
      }
    }
    return values;
  }

  private static IntToDoubleFunction finite(Family family, Bars bars, int[] periods) {
    IntToDoubleFunction raw = family.over(bars, periods);
    return i -> {
      double value = raw.applyAsDouble(i);
      return Double.isFinite(value) ? value : family.neutral();
    };
  }

  private static String known() {
    return Stream.of(Family.values())
        .map(family -> family.id() + "-n".repeat(family.periods()))
        .collect(Collectors.joining(", "));
  }
}
