package io.foretide.models.direction;

import io.foretide.models.market.Increments;
import io.foretide.models.market.MarketTask;
import io.foretide.models.market.Sentiment;
import io.foretide.models.series.Series;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Follows one series bar by bar: its increments, in units of their recent size, go to the {@link
 * DynamicAverage}. A step without a bar is passed over. What is known after a bar is a function of
 * what was known before it and the bar, so going on equals beginning again. Not thread-safe.
 */
final class Tracker {
  /** Of the squared increments that give their size: the value of RiskMetrics 1996. */
  private static final double DECAY = 0.94;

  /** A larger increment, in units of the usual one, teaches no more than this one. */
  private static final double MOST = 5;

  private final AdmOptions options;
  private final Increments increments;
  private final boolean centred;
  private final boolean moody;
  private final DynamicAverage average;
  private long next = Long.MIN_VALUE;
  private double last = Double.NaN;
  private double sentiment;
  private double squares;
  private double weight;
  private double sum;
  private double count;

  private Tracker(AdmOptions options, Increments increments, boolean centred, boolean moody) {
    this.options = options;
    this.increments = increments;
    this.centred = centred;
    this.moody = moody;
    this.average = new DynamicAverage(options, moody);
  }

  /** One that has seen nothing yet of a series of that make. */
  static Tracker of(Series known, AdmOptions options) {
    MarketTask task = MarketTask.of(known);
    boolean centred = task == MarketTask.VOLATILITY || task == MarketTask.DIRECTION;
    boolean moody = known.hasColumn(Sentiment.COLUMN);
    return new Tracker(options, Increments.of(known), centred, moody);
  }

  /**
   * Whether this one has seen nothing that the series does not hold as well, and takes it apart as
   * one would that began with it.
   */
  boolean canFollow(Series series) {
    return next <= series.start() + series.length()
        && next >= series.start()
        && increments == Increments.of(series);
  }

  /** Learns from every bar of the series that it has not seen. */
  void follow(Series series) {
    double[] mood = Sentiment.of(series);
    for (int i = (int) (Math.max(next, series.start()) - series.start());
        i < series.length();
        i++) {
      observe(series.targetAt(i), mood[i]);
    }
    next = series.start() + series.length();
  }

  private void observe(double value, double mood) {
    if (Double.isFinite(value)) {
      double increment = increments.between(last, value) - base();
      if (Double.isFinite(increment)) {
        double size = size();
        if (size > 0) {
          average.observe(Math.max(-MOST, Math.min(MOST, increment / size)), sentiment);
        }
        squares = DECAY * squares + increment * increment;
        weight = DECAY * weight + 1;
      }
      if (centred) {
        sum += value;
        count++;
      }
      last = value;
    }
    sentiment = Double.isNaN(mood) ? sentiment : mood;
  }

  /** What increments are measured from: nothing, or the mean of a series that has a level. */
  private double base() {
    return count == 0 ? 0 : sum / count;
  }

  private double size() {
    return weight == 0 ? 0 : Math.sqrt(squares / weight);
  }

  /**
   * The next values: mean and what lies so many deviations off it.
   *
   * @param deviations ascending
   * @return {@code double[1 + deviations][steps]}, in the series' unit, the mean first
   */
  double[][] ahead(int steps, double[] deviations) {
    double[][] path = average.path(steps, increments.accumulate(), sentiment);
    double from = Double.isNaN(last) ? 0 : last;
    double[][] values = new double[1 + deviations.length][steps];
    for (int h = 0; h < steps; h++) {
      double mean = base() + size() * path[0][h];
      double deviation = size() * Math.sqrt(path[1][h]);
      values[0][h] = increments.after(from, mean);
      for (int q = 0; q < deviations.length; q++) {
        values[1 + q][h] = increments.after(from, mean + deviations[q] * deviation);
      }
    }
    return values;
  }

  /** How likely each regression is, the random walk first. */
  double[] weights() {
    return average.weights();
  }

  Tracker copy() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      write(new DataOutputStream(bytes));
      return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(increments.name());
    out.writeBoolean(centred);
    out.writeBoolean(moody);
    out.writeLong(next);
    for (double value : new double[] {last, sentiment, squares, weight, sum, count}) {
      out.writeDouble(value);
    }
    average.write(out);
  }

  static Tracker read(DataInput in, AdmOptions options) throws IOException {
    Increments increments = Increments.valueOf(in.readUTF());
    Tracker read = new Tracker(options, increments, in.readBoolean(), in.readBoolean());
    read.next = in.readLong();
    read.last = in.readDouble();
    read.sentiment = in.readDouble();
    read.squares = in.readDouble();
    read.weight = in.readDouble();
    read.sum = in.readDouble();
    read.count = in.readDouble();
    read.average.read(in);
    return read;
  }
}
