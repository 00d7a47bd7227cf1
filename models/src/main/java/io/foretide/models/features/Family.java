package io.foretide.models.features;

import java.util.function.IntToDoubleFunction;

/**
 * The formulas, each with its periods {@code n}, as ta4j has them where it does (a test compares
 * every value). All are free of scale, so that one model can read an index at 5000 and a share at
 * 12: prices are told relative to the bar's own close.
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
      return RETURN.over(bars, n);
    }
  },
  /** Wilder's relative strength, from 0 to 1. */
  RSI("rsi", 1, 0) {
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
      double[] close = bars.closes();
      double[] gains = new double[close.length];
      double[] losses = new double[close.length];
      for (int i = 1; i < close.length; i++) {
        gains[i] = Math.max(0, close[i] - close[i - 1]);
        losses[i] = Math.max(0, close[i - 1] - close[i]);
      }
      double[] gain = Averages.wilder(gains, n[0]);
      double[] loss = Averages.wilder(losses, n[0]);
      return i -> gain[i] / (gain[i] + loss[i]);
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
      double[] macd = macd(bars, n);
      return i -> macd[i] / bars.close(i);
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
      double[] signal = Averages.exponential(macd(bars, n), n[2]);
      return i -> signal[i] / bars.close(i);
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
      double[] ranges = new double[bars.count()];
      for (int i = 0; i < ranges.length; i++) {
        ranges[i] = trueRange(bars, i);
      }
      double[] average = Averages.wilder(ranges, n[0]);
      return i -> average[i] / bars.close(i);
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
      double[] close = bars.closes();
      return i -> {
        double middle = Averages.mean(close, i, n[0]);
        double half = 2 * Averages.deviation(close, i, n[0], middle);
        return (close[i] - (middle - half)) / (2 * half);
      };
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
      double[] close = bars.closes();
      return i -> {
        double middle = Averages.mean(close, i, n[0]);
        return 4 * Averages.deviation(close, i, n[0], middle) / middle;
      };
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
      double[] close = bars.closes();
      return i -> close[i] / Averages.mean(close, i, n[0]) - 1;
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
      double[] average = Averages.exponential(bars.closes(), n[0]);
      return i -> bars.close(i) / average[i] - 1;
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
      for (int k = Math.max(1, bars.first() - n[0] + 1); k < returns.length; k++) {
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
      double[] volume = bars.volumes();
      return i -> Math.log1p(volume[i]) - Math.log1p(Averages.mean(volume, i, n[0]));
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
      return i -> {
        double up = 0;
        double down = 0;
        for (int k = i - n[0] + 1; k <= i; k++) {
          double price = typicalPrice(bars, k);
          double before = typicalPrice(bars, k - 1);
          up += price > before ? price * bars.volume(k) : 0;
          down += price < before ? price * bars.volume(k) : 0;
        }
        // No less than one, which is nothing beside what is traded: where nothing is, 0.5.
        return Math.max(1, up) / (Math.max(1, up) + Math.max(1, down));
      };
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
  private static double[] macd(Bars bars, int[] n) {
    return bars.shared(
        "macd-%d-%d".formatted(n[0], n[1]),
        () -> {
          double[] macd = Averages.exponential(bars.closes(), n[0]);
          double[] slow = Averages.exponential(bars.closes(), n[1]);
          for (int i = 0; i < macd.length; i++) {
            macd[i] -= slow[i];
          }
          return macd;
        });
  }

  /** What the bar moved over, the gap before it included. */
  private static double trueRange(Bars bars, int i) {
    double before = i == 0 ? bars.low(0) : bars.close(i - 1);
    return Math.max(bars.high(i), before) - Math.min(bars.low(i), before);
  }

  private static double typicalPrice(Bars bars, int i) {
    return (bars.high(i) + bars.low(i) + bars.close(i)) / 3;
  }
}
