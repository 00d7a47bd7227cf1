package io.foretide.models.market;

import io.foretide.models.series.Series;

/** How a series is taken apart into what each bar adds, and put together again. */
public enum Increments {
  /** Log returns: a price that was never zero or below. */
  LOG {
    @Override
    public double between(double before, double now) {
      return now > 0 && before > 0 ? Math.log(now / before) : Double.NaN;
    }

    @Override
    public double after(double before, double sum) {
      return before * Math.exp(sum);
    }
  },
  /** Differences: any other series that walks. */
  DIFFERENCE {
    @Override
    public double between(double before, double now) {
      return now - before;
    }

    @Override
    public double after(double before, double sum) {
      return before + sum;
    }
  },
  /** The values themselves: what does not walk, see {@link MarketTask}. */
  VALUE {
    @Override
    public double between(double before, double now) {
      return now;
    }

    @Override
    public double after(double before, double sum) {
      return sum;
    }
  };

  /** What {@code now} adds to {@code before}; NaN where that cannot be told. */
  public abstract double between(double before, double now);

  /** The value after {@code before}, given the sum of what was added, or one value by itself. */
  public abstract double after(double before, double sum);

  /** Whether increments add up over the steps ahead. */
  public boolean accumulate() {
    return this != VALUE;
  }

  /** Those that suit what is known of a series. */
  public static Increments of(Series known) {
    if (MarketTask.of(known) != MarketTask.PRICE) {
      return VALUE;
    }
    for (int i = 0; i < known.length(); i++) {
      if (known.targetAt(i) <= 0) {
        return DIFFERENCE;
      }
    }
    return LOG;
  }
}
