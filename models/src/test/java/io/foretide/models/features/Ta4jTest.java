package io.foretide.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandWidthIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.bollinger.PercentBIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** Every formula that ta4j has says what ta4j says, at every bar. */
class Ta4jTest {
  private static final int BARS = 700;

  /** What ta4j says at a bar, free of scale. */
  private interface Told {
    double of(double value, double close, double volume);
  }

  private static final Told AS_IT_IS = (value, close, volume) -> value;
  private static final Told PERCENT = (value, close, volume) -> value / 100;
  private static final Told OF_THE_CLOSE = (value, close, volume) -> value / close;
  private static final Told CLOSE_OVER = (value, close, volume) -> close / value - 1;
  private static final Told VOLUME_OVER =
      (value, close, volume) -> Math.log1p(volume) - Math.log1p(value);

  @ParameterizedTest(name = "{0}")
  @MethodSource("formulas")
  void theFormulaIsTa4js(
      String name, BiFunction<BarSeries, Indicator<Num>, Indicator<Num>> ta4j, Told told) {
    for (long seed = 1; seed <= 3; seed++) {
      Series series = bars(seed);
      BarSeries theirs = theirs(series);
      Indicator<Num> indicator = ta4j.apply(theirs, new ClosePriceIndicator(theirs));
      FeatureTable table = FeatureTable.of(series, List.of(name));
      for (int row = table.firstComplete(); row < BARS; row++) {
        double expected =
            told.of(
                indicator.getValue(row).doubleValue(),
                series.column("close")[row],
                series.column("volume")[row]);
        assertThat(table.at(row, 0))
            .as("bar %d of %d", row, seed)
            .isCloseTo(expected, within(1e-11));
      }
    }
  }

  static Stream<Arguments> formulas() {
    return Stream.of(
        formula("momentum-10", (bars, close) -> new ROCIndicator(close, 10), PERCENT),
        formula("rsi-14", (bars, close) -> new RSIIndicator(close, 14), PERCENT),
        formula("macd-12-26", (bars, close) -> new MACDIndicator(close, 12, 26), OF_THE_CLOSE),
        formula(
            "macd-signal-12-26-9",
            (bars, close) -> new EMAIndicator(new MACDIndicator(close, 12, 26), 9),
            OF_THE_CLOSE),
        formula("atr-14", (bars, close) -> new ATRIndicator(bars, 14), OF_THE_CLOSE),
        formula("bollinger-20", (bars, close) -> new PercentBIndicator(close, 20, 2), AS_IT_IS),
        formula("bollinger-width-20", (bars, close) -> width(close, 20), PERCENT),
        formula("sma-50", (bars, close) -> new SMAIndicator(close, 50), CLOSE_OVER),
        formula("ema-12", (bars, close) -> new EMAIndicator(close, 12), CLOSE_OVER),
        formula(
            "volume-20",
            (bars, close) -> new SMAIndicator(new VolumeIndicator(bars), 20),
            VOLUME_OVER),
        formula("money-flow-14", (bars, close) -> new MoneyFlowIndexIndicator(bars, 14), PERCENT));
  }

  private static Arguments formula(
      String name, BiFunction<BarSeries, Indicator<Num>, Indicator<Num>> ta4j, Told told) {
    return Arguments.of(name, ta4j, told);
  }

  private static Indicator<Num> width(Indicator<Num> close, int n) {
    Indicator<Num> deviation = new StandardDeviationIndicator(close, n);
    var middle = new BollingerBandsMiddleIndicator(new SMAIndicator(close, n));
    return new BollingerBandWidthIndicator(
        new BollingerBandsUpperIndicator(middle, deviation),
        middle,
        new BollingerBandsLowerIndicator(middle, deviation));
  }

  /** A random walk that now and then rises or falls for a while, or does not move at all. */
  private static Series bars(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> columns =
        Map.of(
            "open", new double[BARS],
            "high", new double[BARS],
            "low", new double[BARS],
            "close", new double[BARS],
            "volume", new double[BARS]);
    double price = 100;
    double drift = 0;
    for (int i = 0; i < BARS; i++) {
      drift = i % 50 == 0 ? 0.02 * (random.nextInt(3) - 1) : drift;
      double open = price;
      price *= drift == 0 && i % 100 > 90 ? 1 : 1 + drift + 0.01 * random.nextGaussian();
      columns.get("open")[i] = open;
      columns.get("high")[i] = Math.max(open, price) * (1 + 0.01 * random.nextDouble());
      columns.get("low")[i] = Math.min(open, price) * (1 - 0.01 * random.nextDouble());
      columns.get("close")[i] = price;
      columns.get("volume")[i] = 1e6 * random.nextDouble();
    }
    return new Series(
        new SeriesId("market", List.of("TEST", "1d")),
        Step.DAY,
        19_000,
        "close",
        columns,
        Map.of());
  }

  private static BarSeries theirs(Series series) {
    BarSeries bars = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();
    for (int i = 0; i < series.length(); i++) {
      Instant end = series.timeAt(i + 1);
      double[] bar = new double[5];
      List<String> names = List.of("open", "high", "low", "close", "volume");
      for (int c = 0; c < bar.length; c++) {
        bar[c] = series.column(names.get(c))[i];
      }
      bars.addBar(
          Duration.ofDays(1), end.atZone(ZoneOffset.UTC), bar[0], bar[1], bar[2], bar[3], bar[4]);
    }
    return bars;
  }
}
