package io.foretide.models.market;

import io.foretide.models.series.Series;
import java.util.List;

/** How much a price moved within a bar. */
final class Volatility {
  /** Of the close against the open: 2 ln 2 - 1. */
  private static final double CLOSE_SHARE = 2 * Math.log(2) - 1;

  private Volatility() {}

  /** {@code double[length]}, of the log price; NaN where there is no bar. */
  static double[] of(Series bars) {
    double[] close = bars.target();
    double[] volatility = MarketTask.logReturns(close);
    boolean whole = List.of("open", "high", "low").stream().allMatch(bars::hasColumn);
    double[] open = whole ? bars.column("open") : close;
    double[] high = whole ? bars.column("high") : close;
    double[] low = whole ? bars.column("low") : close;
    for (int i = 0; i < close.length; i++) {
      double range = Math.log(high[i] / low[i]);
      double body = Math.log(close[i] / open[i]);
      double variance = 0.5 * range * range - CLOSE_SHARE * body * body;
      volatility[i] = variance > 0 ? Math.sqrt(variance) : Math.abs(volatility[i]);
    }
    return volatility;
  }
}
