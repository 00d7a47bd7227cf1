package io.foretide.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeatureTableTest {
  /** Every formula there is. */
  private static final List<String> ALL =
      Stream.concat(
              FeaturePlan.STANDARD.stream(),
              Stream.of("return-1", "ema-12", "money-flow-14", "range", "gap", "day-sin-1"))
          .toList();

  @Test
  void featuresOfDataCutAtAnyBarAreThoseOfTheWholeRun() {
    Series whole = bars(250, 7);
    FeatureTable full = FeatureTable.of(whole, ALL);
    for (int at = 0; at < whole.length(); at++) {
      FeatureTable cut = FeatureTable.of(whole.upTo(whole.timeAt(at)), ALL);
      for (int row = 0; row < cut.rows(); row++) {
        for (int f = 0; f < ALL.size(); f++) {
          assertThat(bits(cut, row, f))
              .as("%s at %d", ALL.get(f), row)
              .isEqualTo(bits(full, row, f));
        }
      }
    }
  }

  @Test
  void aShuffledFutureChangesNothing() {
    Series whole = bars(300, 3);
    int known = 200;
    Series shuffled = shuffledAfter(whole, known);
    FeatureTable before = FeatureTable.of(whole, ALL);
    FeatureTable after = FeatureTable.of(shuffled, ALL);
    int changed = 0;
    for (int row = 0; row < before.rows(); row++) {
      for (int f = 0; f < ALL.size(); f++) {
        if (before.step(row) < known) {
          assertThat(bits(after, row, f)).isEqualTo(bits(before, row, f));
        } else if (after.rows() > row && after.at(row, f) != before.at(row, f)) {
          changed++;
        }
      }
    }
    assertThat(changed).as("the future is another one").isPositive();
  }

  @Test
  void everyFeatureIsFiniteOnceItIsWarm() {
    for (Series series : List.of(bars(300, 1), flat(300))) {
      FeatureTable table = FeatureTable.of(series, ALL);
      assertThat(table.firstComplete()).isLessThan(table.rows());
      for (int row = table.firstComplete(); row < table.rows(); row++) {
        for (int f = 0; f < ALL.size(); f++) {
          assertThat(table.at(row, f)).as("%s at %d", ALL.get(f), row).isFinite();
        }
      }
    }
  }

  @Test
  void strengthAndRangeAreWildersOwn() {
    Series series = bars(200, 5);
    double[] close = observed(series, "close");
    double[] high = observed(series, "high");
    double[] low = observed(series, "low");
    FeatureTable table = FeatureTable.of(series, List.of("rsi-14", "atr-14", "sma-10"));
    double gain = 0;
    double loss = 0;
    double range = high[0] - low[0];
    for (int i = 1; i < close.length; i++) {
      double change = close[i] - close[i - 1];
      gain += (Math.max(change, 0) - gain) / 14;
      loss += (Math.max(-change, 0) - loss) / 14;
      double top = Math.max(high[i], close[i - 1]);
      range += (top - Math.min(low[i], close[i - 1]) - range) / 14;
      if (i >= 14) {
        assertThat(table.at(i, 0)).isCloseTo(gain / (gain + loss), within(1e-9));
        assertThat(table.at(i, 1)).isCloseTo(range / close[i], within(1e-9));
        double mean = Arrays.stream(close, i - 9, i + 1).average().orElseThrow();
        assertThat(table.at(i, 2)).isCloseTo(close[i] / mean - 1, within(1e-9));
      }
    }
  }

  @Test
  void aPlanScalesToItsMeanAndDeviationAndIsReadBack() {
    FeatureTable table = FeatureTable.of(bars(300, 9), FeaturePlan.STANDARD);
    FeaturePlan fitted = plan(table);
    FeaturePlan plan = FeaturePlan.fromJson(fitted.toJson());
    double sum = 0;
    double squares = 0;
    int rows = table.rows() - table.firstComplete();
    for (int row = table.firstComplete(); row < table.rows(); row++) {
      float scaled = plan.scaled(3, (float) table.at(row, 3));
      sum += scaled;
      squares += scaled * scaled;
    }

    assertThat(plan).isEqualTo(fitted);
    assertThat(sum / rows).isCloseTo(0, within(1e-5));
    assertThat(squares / rows).isCloseTo(1, within(1e-4));
    assertThat(plan.scaled(3, Float.NaN)).isZero();
  }

  @Test
  void otherFeaturesThanTheModelsAreRefused() {
    FeaturePlan plan = plan(FeatureTable.of(bars(300, 9), FeaturePlan.STANDARD));

    assertRefused("FT-2462", () -> plan.requireSame(List.of("rsi-14"), 60), "train anew");
    assertRefused("FT-2462", () -> plan.requireSame(FeaturePlan.STANDARD, 30), "60 steps");
    FeaturePlan other = plan(FeatureTable.of(bars(300, 10), FeaturePlan.STANDARD));
    assertRefused("FT-2462", () -> plan.requireSame(other), "another scale");
    String unknown = new String(plan.toJson(), StandardCharsets.UTF_8).replace("rsi-14", "moon-14");
    assertRefused(
        "FT-2461", () -> FeaturePlan.fromJson(unknown.getBytes(StandardCharsets.UTF_8)), "moon-14");
  }

  @Test
  void aReleaseThatComputesAFeatureOtherwiseIsFoundOut() {
    FeaturePlan plan = plan(FeatureTable.of(bars(300, 9), FeaturePlan.STANDARD));
    List<Double> proof = new ArrayList<>(plan.proof());
    proof.set(3, proof.get(3) * 1.001);
    FeaturePlan other =
        new FeaturePlan(60, plan.features(), plan.means(), plan.deviations(), proof);

    assertThatCode(plan::requireSameFormulas).doesNotThrowAnyException();
    assertRefused("FT-2463", other::requireSameFormulas, "rsi-14");
  }

  @Test
  void theLastStepsAloneTellTheSameToSinglePrecision() {
    Series whole = bars(1500, 11);
    FeatureTable full = FeatureTable.of(whole, ALL);
    for (int length : new int[] {3, 60, 300, 700, 1497, 1500}) {
      Series cut = whole.upTo(whole.timeAt(length - 1));
      int steps = Math.min(60, length);
      float[] expected = new float[steps * ALL.size()];
      float[] actual = new float[steps * ALL.size()];
      full.copy(length - steps, steps, expected, 0, ALL.size());
      BarFeatures.of(ALL).ofLast(steps, cut).copy(length - steps, steps, actual, 0, ALL.size());
      for (int i = 0; i < expected.length; i++) {
        float digits = 4 * Math.ulp(Math.max(1e-3f, Math.abs(expected[i])));
        boolean same =
            Float.compare(actual[i], expected[i]) == 0
                || Math.abs(actual[i] - expected[i]) <= digits;
        assertThat(same)
            .as("%s of %d steps: %s", ALL.get(i % ALL.size()), length, actual[i] - expected[i])
            .isTrue();
      }
    }
  }

  @Test
  void aStepWithoutABarKnowsTheLastOneBeforeIt() {
    Series whole = bars(200, 4);
    FeatureTable table = FeatureTable.of(whole, List.of("log-return-1"));
    float[] known = new float[whole.length()];
    table.copy(0, known.length, known, 0, 1);
    int row = 100;
    int gap = table.step(row + 1) - table.step(row);
    while (gap == 1) {
      gap = table.step(++row + 1) - table.step(row);
    }
    for (int t = 0; t < gap; t++) {
      assertThat(known[table.step(row) + t]).isEqualTo((float) table.at(row, 0));
    }
    assertThat(known[0]).isNaN();
  }

  @Test
  void aSeriesWithoutBarsIsRefused() {
    Series sales =
        new Series(
            new SeriesId("sales", List.of("P1")),
            Step.DAY,
            0,
            "sales",
            Map.of("sales", new double[] {1, 2}),
            Map.of());

    assertThatThrownBy(() -> FeatureTable.of(sales, FeaturePlan.STANDARD))
        .hasMessageContaining("FT-2460")
        .hasMessageContaining("open");
  }

  private static FeaturePlan plan(FeatureTable table) {
    return FeaturePlan.fittedOn(FeaturePlan.STANDARD, List.of(table), 60);
  }

  private static void assertRefused(String code, ThrowingCallable work, String says) {
    assertThatThrownBy(work)
        .isInstanceOf(FeatureException.class)
        .hasMessageStartingWith(code)
        .hasMessageContaining(says);
  }

  /** A random walk with weekends, and a halt now and then. */
  private static Series bars(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[5][length];
    double price = 100;
    for (int i = 0; i < length; i++) {
      boolean closed = i % 7 > 4 || random.nextInt(50) == 0;
      double open = price * (1 + 0.002 * random.nextGaussian());
      price = open * Math.exp(0.01 * random.nextGaussian());
      columns[0][i] = closed ? Double.NaN : open;
      columns[1][i] = closed ? Double.NaN : Math.max(open, price) * 1.002;
      columns[2][i] = closed ? Double.NaN : Math.min(open, price) * 0.997;
      columns[3][i] = closed ? Double.NaN : price;
      columns[4][i] = closed ? Double.NaN : 1e6 * random.nextDouble();
    }
    return series(columns);
  }

  /** A price that never moves and that nobody trades. */
  private static Series flat(int length) {
    double[][] columns = new double[5][length];
    for (int c = 0; c < 4; c++) {
      Arrays.fill(columns[c], 12);
    }
    return series(columns);
  }

  private static Series series(double[][] columns) {
    Map<String, double[]> named = new LinkedHashMap<>();
    List<String> names = List.of("open", "high", "low", "close", "volume");
    for (int c = 0; c < columns.length; c++) {
      named.put(names.get(c), columns[c]);
    }
    return new Series(
        new SeriesId("market", List.of("TEST", "1d")), Step.DAY, 19_000, "close", named, Map.of());
  }

  private static long bits(FeatureTable table, int row, int feature) {
    return Double.doubleToLongBits(table.at(row, feature));
  }

  private static Series shuffledAfter(Series whole, int known) {
    SplittableRandom random = new SplittableRandom(1);
    int[] order = new int[whole.length()];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > known; i--) {
      int j = known + random.nextInt(i - known + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : whole.columnNames()) {
      double[] values = whole.column(name);
      columns.put(name, Arrays.stream(order).mapToDouble(i -> values[i]).toArray());
    }
    return new Series(
        whole.id(), whole.step(), whole.start(), whole.targetName(), columns, Map.of());
  }

  private static double[] observed(Series series, String column) {
    return Arrays.stream(series.column(column)).filter(v -> !Double.isNaN(v)).toArray();
  }
}
