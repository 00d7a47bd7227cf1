package io.foretide.models.market;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a model forecasts of a bar series. A task is a view of the data: the bars with one column
 * more, which is the target. Each of its values is a function of its own bar and those before it,
 * so that a view of cut data is the cut view. Everything after it (fits, backtests, forecasts,
 * scores) speaks the target's unit.
 */
public enum MarketTask {
  /** The close itself. */
  PRICE {
    @Override
    double[] target(Series bars) {
      return bars.target();
    }

    @Override
    double pivot(Series view, int known) {
      double last = mean(view, known, 1);
      return Double.isNaN(last) ? 0 : last;
    }

    @Override
    public double[] prices(double last, double[] path) {
      return path.clone();
    }
  },
  /** The logarithm of a close over the close before it, bar by bar. */
  RETURN {
    @Override
    double[] target(Series bars) {
      return logReturns(bars.target());
    }

    @Override
    double pivot(Series view, int known) {
      return 0;
    }

    @Override
    public double[] prices(double last, double[] path) {
      double[] prices = new double[path.length];
      double sum = 0;
      for (int h = 0; h < path.length; h++) {
        sum += path[h];
        prices[h] = last * Math.exp(sum);
      }
      return prices;
    }
  },
  /**
   * The standard deviation of a bar's log price: from open, high, low and close by Garman and Klass
   * 1980, eq. 20, or where they are absent or say nothing, the absolute log return.
   */
  VOLATILITY {
    @Override
    double[] target(Series bars) {
      return Volatility.of(bars);
    }

    @Override
    double pivot(Series view, int known) {
      double month = mean(view, known, MONTH_OF_BARS);
      return Double.isNaN(month) ? 0 : month;
    }
  },
  /** 1 where a close lies above the one before it, 0 where below; a forecast is P(up). */
  DIRECTION {
    @Override
    double[] target(Series bars) {
      double[] returns = logReturns(bars.target());
      return Arrays.stream(returns).map(r -> r > 0 ? 1 : r < 0 ? 0 : Double.NaN).toArray();
    }

    @Override
    double pivot(Series view, int known) {
      return 0.5;
    }

    @Override
    public double floor(Series history) {
      double share = mean(history, history.length(), Integer.MAX_VALUE);
      return Double.isNaN(share) ? pivot(history) : share;
    }
  };

  private static final int MONTH_OF_BARS = 22;

  /** In front of a target's column: such a name cannot come from a file's header. */
  private static final String PREFIX = "target:";

  abstract double[] target(Series bars);

  /**
   * A forecast above this says that the target will be up: the last price, no return, even odds.
   *
   * @param history the view of what was known at the cutoff
   */
  public double pivot(Series history) {
    return pivot(history, history.length());
  }

  /** The same, of the first steps of a view. */
  abstract double pivot(Series view, int known);

  /**
   * What somebody forecasts who knows nothing: the random walk of the price (so no return), a
   * month's mean volatility, the share of bars that went up so far. The floor of every comparison.
   */
  public double floor(Series history) {
    return pivot(history);
  }

  /**
   * The path of prices that a path of this target stands for.
   *
   * @param last the last price that was known
   * @param path the target at the steps after it
   * @throws UnsupportedOperationException where none can be told from it
   */
  public double[] prices(double last, double[] path) {
    throw new UnsupportedOperationException("no price can be told from a " + id());
  }

  /** {@link #pivot} at every step of a view, of what was known then; {@code double[length]}. */
  public double[] pivots(Series view) {
    double[] pivots = new double[view.length()];
    for (int i = 0; i < pivots.length; i++) {
      pivots[i] = pivot(view, i + 1);
    }
    return pivots;
  }

  /** {@code price}, {@code return}, {@code volatility} or {@code direction}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static MarketTask parse(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no task \"" + id + "\"; there are " + ids()));
  }

  /** Of every task. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(MarketTask::id).toList();
  }

  private static Optional<MarketTask> find(String id) {
    return Arrays.stream(values()).filter(task -> task.id().equals(id)).findFirst();
  }

  /** Whether these are bars, of which there is a market task; anything else has none. */
  public static boolean suits(Series series) {
    return series.targetName().equals("close")
        && Stream.of("open", "high", "low").allMatch(series::hasColumn);
  }

  /** Which task the series is a view of; a series that is no view speaks for itself: a price. */
  public static MarketTask of(Series series) {
    String target = series.targetName();
    return target.startsWith(PREFIX) ? parse(target.substring(PREFIX.length())) : PRICE;
  }

  /** The bars with this task's target, all columns kept; for {@link #PRICE} the bars themselves. */
  public Series view(Series bars) {
    if (this == PRICE) {
      return bars;
    }
    String column = PREFIX + id();
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put(column, target(bars));
    bars.columnNames().forEach(name -> columns.put(name, bars.column(name)));
    return new Series(
        bars.id(), bars.step(), bars.start(), column, columns, bars.attributes(), bars.planned());
  }

  /** {@link #view(Series)} of every series. */
  public Dataset view(Dataset bars) {
    return this == PRICE
        ? bars
        : new Dataset(bars.name(), bars.step(), bars.series().stream().map(this::view).toList());
  }

  /**
   * The view of the task that a model was defined with.
   *
   * @param task as {@link #parse} reads it; anything else leaves the data as it is
   */
  public static Dataset view(String task, Dataset data) {
    return find(task).map(known -> known.view(data)).orElse(data);
  }

  /** ln of a price over the last one before it; NaN where there is no bar or no earlier price. */
  public static double[] logReturns(double[] prices) {
    double[] returns = new double[prices.length];
    double before = Double.NaN;
    for (int i = 0; i < prices.length; i++) {
      returns[i] = prices[i] > 0 ? Math.log(prices[i] / before) : Double.NaN;
      before = prices[i] > 0 ? prices[i] : before;
    }
    return returns;
  }

  /** Mean of the latest {@code most} targets observed in the first steps; NaN if there is none. */
  private static double mean(Series series, int known, int most) {
    double sum = 0;
    int seen = 0;
    for (int i = known - 1; i >= 0 && seen < most; i--) {
      double y = series.targetAt(i);
      if (!Double.isNaN(y)) {
        sum += y;
        seen++;
      }
    }
    return sum / seen;
  }
}
