package io.foretide.models.features;

import java.util.function.IntToDoubleFunction;
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
import org.ta4j.core.num.Num;

/**
 * The formulas, each with its periods {@code n}. All are free of scale, so that one model can read
 * an index at 5000 and a share at 12: prices are told relative to the bar's own close.
 */
enum Family {
  RETURN("return", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      return i -> bars.close(i) / bars.close(i - n[0]) - 1;
    }
  },
  LOG_RETURN("log-return", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      return i -> Math.log(bars.close(i) / bars.close(i - n[0]));
    }
  },
  /** Rate of change over n bars, as a fraction. */
  MOMENTUM("momentum", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> roc = new ROCIndicator(close(bars), n[0]);
      return i -> at(roc, i) / 100;
    }
  },
  /** Wilder's relative strength, from 0 to 1. */
  RSI("rsi", 1, 0.5) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    int memory(int[] n) {
      return warmUp(n) + settled(1.0 / n[0]);
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> rsi = new RSIIndicator(close(bars), n[0]);
      return i -> at(rsi, i) / 100;
    }
  },
  MACD("macd", 2, 0) {
    @Override
    int warmUp(int[] n) {
      return Math.max(n[0], n[1]);
    }

    @Override
    int memory(int[] n) {
      return exponential(Math.max(n[0], n[1]));
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> macd = macd(bars, n);
      return i -> at(macd, i) / bars.close(i);
    }
  },
  MACD_SIGNAL("macd-signal", 3, 0) {
    @Override
    int warmUp(int[] n) {
      return Math.max(n[0], n[1]) + n[2];
    }

    @Override
    int memory(int[] n) {
      return exponential(Math.max(n[0], n[1])) + exponential(n[2]);
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> signal = new EMAIndicator(macd(bars, n), n[2]);
      return i -> at(signal, i) / bars.close(i);
    }
  },
  /** Wilder's average true range. */
  ATR("atr", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    int memory(int[] n) {
      return warmUp(n) + settled(1.0 / n[0]);
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> atr = new ATRIndicator(bars.asTa4j(), n[0]);
      return i -> at(atr, i) / bars.close(i);
    }
  },
  /** Where the close stands between the lower band, 0, and the upper one, 1. */
  BOLLINGER("bollinger", 1, 0.5) {
    @Override
    int warmUp(int[] n) {
      return n[0] - 1;
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> percentB = new PercentBIndicator(close(bars), n[0], 2);
      return i -> at(percentB, i);
    }
  },
  /** Distance of the bands, as a fraction of the middle one. */
  BOLLINGER_WIDTH("bollinger-width", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0] - 1;
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> close = close(bars);
      Indicator<Num> deviation = new StandardDeviationIndicator(close, n[0]);
      var middle = new BollingerBandsMiddleIndicator(new SMAIndicator(close, n[0]));
      Indicator<Num> width =
          new BollingerBandWidthIndicator(
              new BollingerBandsUpperIndicator(middle, deviation),
              middle,
              new BollingerBandsLowerIndicator(middle, deviation));
      return i -> at(width, i) / 100;
    }
  },
  /** Close over its moving average, minus 1. */
  SMA("sma", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0] - 1;
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> average = new SMAIndicator(close(bars), n[0]);
      return i -> bars.close(i) / at(average, i) - 1;
    }
  },
  EMA("ema", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    int memory(int[] n) {
      return exponential(n[0]);
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> average = new EMAIndicator(close(bars), n[0]);
      return i -> bars.close(i) / at(average, i) - 1;
    }
  },
  /** Standard deviation of the last n log returns, per bar. */
  VOLATILITY("volatility", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      double[] returns = new double[bars.count()];
      for (int k = 1; k < returns.length; k++) {
        returns[k] = Math.log(bars.close(k) / bars.close(k - 1));
      }
      return i -> {
        double mean = Math.log(bars.close(i) / bars.close(i - n[0])) / n[0];
        double sum = 0;
        for (int k = i - n[0] + 1; k <= i; k++) {
          double off = returns[k] - mean;
          sum += off * off;
        }
        return Math.sqrt(sum / n[0]);
      };
    }
  },
  /** Logarithm of the volume over its average. */
  VOLUME("volume", 1, 0) {
    @Override
    int warmUp(int[] n) {
      return n[0] - 1;
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> average = new SMAIndicator(new VolumeIndicator(bars.asTa4j()), n[0]);
      return i -> Math.log1p(bars.volume(i)) - Math.log1p(at(average, i));
    }
  },
  /** Money flow index: relative strength weighted by volume, from 0 to 1. */
  MONEY_FLOW("money-flow", 1, 0.5) {
    @Override
    int warmUp(int[] n) {
      return n[0];
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      Indicator<Num> flow = new MoneyFlowIndexIndicator(bars.asTa4j(), n[0]);
      return i -> at(flow, i) / 100;
    }
  },
  /** High less low. */
  RANGE("range", 0, 0) {
    @Override
    int warmUp(int[] n) {
      return 0;
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      return i -> (bars.high(i) - bars.low(i)) / bars.close(i);
    }
  },
  /** From the last close to this open. */
  GAP("gap", 0, 0) {
    @Override
    int warmUp(int[] n) {
      return 1;
    }

    @Override
    IntToDoubleFunction over(Bars bars, int[] n) {
      return i -> bars.open(i) / bars.close(i - 1) - 1;
    }
  };

  /** Well under the last digit of single precision. */
  private static final double NOTHING = 0x1p-32;

  private final String id;
  private final int periods;
  private final double neutral;

  Family(String id, int periods, double neutral) {
    this.id = id;
    this.periods = periods;
    this.neutral = neutral;
  }

  String id() {
    return id;
  }

  /** How many periods its name takes. */
  int periods() {
    return periods;
  }

  /** What it says where there is nothing to say: a price that never moved has no strength. */
  double neutral() {
    return neutral;
  }

  /** How many bars must stand before the first one that it can tell of. */
  abstract int warmUp(int[] n);

  /**
   * How many bars before one its value depends on, as far as single precision can tell: those of an
   * average that forgets are fewer than all.
   */
  int memory(int[] n) {
    return warmUp(n);
  }

  /** Its value at each bar from {@link #warmUp} on; reads that bar and those before it. */
  abstract IntToDoubleFunction over(Bars bars, int[] n);

  private static int exponential(int period) {
    return period + settled(2.0 / (period + 1));
  }

  /** Steps until what a moving average began with counts for nothing. */
  private static int settled(double alpha) {
    return alpha >= 1 ? 0 : (int) Math.ceil(Math.log(NOTHING) / Math.log(1 - alpha));
  }

  /** One for all features that ask for it. */
  private static Indicator<Num> macd(Bars bars, int[] n) {
    return bars.shared(
        "macd-%d-%d".formatted(n[0], n[1]), () -> new MACDIndicator(close(bars), n[0], n[1]));
  }

  private static Indicator<Num> close(Bars bars) {
    return new ClosePriceIndicator(bars.asTa4j());
  }

  private static double at(Indicator<Num> indicator, int i) {
    return indicator.getValue(i).doubleValue();
  }
}
