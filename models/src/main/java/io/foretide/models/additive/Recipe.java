package io.foretide.models.additive;

import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * How one series becomes a {@link Design}: its scales, the place of its changepoints, its terms.
 * Decided at the fit from the fitted observations alone, and used again, unchanged, for every
 * forecast.
 */
final class Recipe {
  /** When scaled time is 0, in seconds since the epoch, and how many seconds later it is 1. */
  final long start;

  final double timeScale;

  /** A scaled value is (value - floor - shift) / valueScale. */
  final double shift;

  final double valueScale;

  final Growth growth;

  /** A number or a column; empty: none. */
  final String cap;

  final String floor;

  /** Scaled, ascending. */
  final double[] changepoints;

  final List<Term> terms;

  Recipe(
      long start,
      double timeScale,
      double shift,
      double valueScale,
      Growth growth,
      String cap,
      String floor,
      double[] changepoints,
      List<Term> terms) {
    this.start = start;
    this.timeScale = timeScale;
    this.shift = shift;
    this.valueScale = valueScale;
    this.growth = growth;
    this.cap = cap;
    this.floor = floor;
    this.changepoints = changepoints;
    this.terms = List.copyOf(terms);
  }

  /** The columns that a series is read for, besides its target. */
  static List<String> columnsOf(List<? extends Term> terms, String cap, String floor) {
    TreeSet<String> names = new TreeSet<>();
    terms.forEach(term -> names.addAll(term.reads()));
    for (String bound : List.of(cap, floor)) {
      if (!bound.isBlank() && !isNumber(bound)) {
        names.add(bound);
      }
    }
    return List.copyOf(names);
  }

  /** All steps of the context's history and {@code ahead} more, with what the terms read. */
  Inputs inputs(Context context, int ahead) {
    return Inputs.of(context, ahead, columnsOf(terms, cap, floor));
  }

  Trend trend() {
    return new Trend(growth, changepoints);
  }

  int columns() {
    return terms.stream().mapToInt(Term::columns).sum();
  }

  /**
   * The design of these steps.
   *
   * @param values observations in the series' unit, one per step; empty for future steps
   */
  Design design(Inputs inputs, double[] values) {
    int n = inputs.steps();
    double[] t = new double[n];
    for (int i = 0; i < n; i++) {
      t[i] = (inputs.secondsAt(i) - start) / timeScale;
    }
    double[] floors = floors(inputs);
    double[] y = new double[values.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (values[i] - floors[i]) / valueScale;
    }
    double[] caps = new double[growth == Growth.LOGISTIC ? n : 0];
    if (caps.length > 0) {
      double[] limits = bound(cap, inputs);
      for (int i = 0; i < n; i++) {
        caps[i] = (limits[i] - floors[i]) / valueScale;
      }
    }
    return build(inputs, t, y, caps);
  }

  private Design build(Inputs inputs, double[] t, double[] y, double[] caps) {
    int columns = columns();
    double[] x = new double[t.length * columns];
    double[] priorScales = new double[columns];
    boolean[] multiplicative = new boolean[columns];
    int offset = 0;
    for (Term term : terms) {
      term.fill(inputs, x, columns, offset);
      for (int c = 0; c < term.columns(); c++) {
        priorScales[offset + c] = term.priorScale();
        multiplicative[offset + c] = term.multiplicative();
      }
      offset += term.columns();
    }
    return new Design(t, y, caps, x, priorScales, multiplicative);
  }

  /** What a scaled zero is at each step, in the series' unit. */
  double[] floors(Inputs inputs) {
    double[] floors =
        growth == Growth.LOGISTIC ? bound(floor, inputs).clone() : new double[inputs.steps()];
    for (int i = 0; i < floors.length; i++) {
      floors[i] += shift;
    }
    return floors;
  }

  /** A bound at each step, not to be changed: a column, or one number; zero where none is set. */
  static double[] bound(String bound, Inputs inputs) {
    if (!bound.isBlank() && !isNumber(bound)) {
      return inputs.column(bound);
    }
    double[] values = new double[inputs.steps()];
    Arrays.fill(values, bound.isBlank() ? 0 : Double.parseDouble(bound));
    return values;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Positions of the observed steps of a series. */
  static int[] observed(Series series) {
    List<Integer> positions = new ArrayList<>(series.length());
    for (int i = 0; i < series.length(); i++) {
      if (Double.isFinite(series.targetAt(i))) {
        positions.add(i);
      }
    }
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }
}
