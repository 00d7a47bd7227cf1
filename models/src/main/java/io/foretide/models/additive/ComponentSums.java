package io.foretide.models.additive;

import io.foretide.models.series.Step;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Components of many series, added up step by step where they overlap. */
final class ComponentSums {
  private static final int MOST_POINTS = 1000;
  private static final double YEAR = 365.25;
  private static final MathContext DIGITS = new MathContext(6);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Step step;
  private final Map<String, Double> periods = new LinkedHashMap<>();
  private final Map<String, double[]> amounts = new LinkedHashMap<>();
  private double[] trend = new double[0];
  private double[] fitted = new double[0];
  private long start;

  ComponentSums(Step step) {
    this.step = step;
  }

  void add(Components one) {
    long from = step.indexOf(one.timeAt(0));
    long to = from + one.steps();
    if (trend.length == 0) {
      start = from;
    }
    long first = Math.min(start, from);
    int length = (int) (Math.max(start + trend.length, to) - first);
    int shift = (int) (start - first);
    trend = grown(trend, shift, length);
    fitted = grown(fitted, shift, length);
    amounts.replaceAll((name, values) -> grown(values, shift, length));
    start = first;
    int at = (int) (from - first);
    add(one.trend(), trend, at);
    add(one.fitted(), fitted, at);
    for (String name : one.names()) {
      periods.put(name, one.period(name));
      add(one.amount(name), amounts.computeIfAbsent(name, key -> new double[length]), at);
    }
  }

  private static double[] grown(double[] values, int shift, int length) {
    if (values.length == length) {
      return values;
    }
    double[] grown = new double[length];
    System.arraycopy(values, 0, grown, shift, values.length);
    return grown;
  }

  private static void add(double[] values, double[] sums, int at) {
    for (int i = 0; i < values.length; i++) {
      sums[at + i] += values[i];
    }
  }

  List<String> names() {
    return List.copyOf(amounts.keySet());
  }

  /** In days; 0 for what is no seasonality. */
  double period(String name) {
    return periods.get(name);
  }

  double[] trend() {
    return trend;
  }

  double[] fitted() {
    return fitted;
  }

  double[] amount(String name) {
    return amounts.get(name);
  }

  int steps() {
    return trend.length;
  }

  Instant timeAt(int i) {
    return step.at(start + i);
  }

  /** When each value of {@link #along} begins. */
  List<String> times() {
    DateTimeFormatter format = step.perDay() > 1 ? MINUTE : DAY;
    List<String> times = new ArrayList<>();
    for (int i = 0; i < trend.length; i += stride()) {
      times.add(format.format(timeAt(i).atOffset(ZoneOffset.UTC)));
    }
    return times;
  }

  /** The values, or means of so many that no more than a picture can show are left. */
  double[] along(double[] values) {
    int stride = stride();
    double[] means = new double[(values.length + stride - 1) / stride];
    for (int i = 0; i < means.length; i++) {
      int to = Math.min(values.length, (i + 1) * stride);
      means[i] = rounded(Arrays.stream(values, i * stride, to).average().orElse(0));
    }
    return means;
  }

  private int stride() {
    return (trend.length + MOST_POINTS - 1) / MOST_POINTS;
  }

  /** The mean at each place of a cycle over the last year, or its last period if that is longer. */
  double[] over(Cycle cycle, double[] values) {
    double[] sums = new double[cycle.places()];
    int[] counts = new int[cycle.places()];
    int span = (int) Math.ceil(Math.max(YEAR, cycle.days()) * step.perDay());
    for (int i = Math.max(0, values.length - span); i < values.length; i++) {
      int place = cycle.placeOf(timeAt(i));
      sums[place] += values[i];
      counts[place]++;
    }
    double before = 0;
    for (int place = 0; place < sums.length; place++) {
      // A place that did not occur, such as a leap day, takes the one before it.
      before = counts[place] > 0 ? rounded(sums[place] / counts[place]) : before;
      sums[place] = before;
    }
    return sums;
  }

  /** Six digits: files of twenty tell no more. */
  static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : 0;
  }
}
