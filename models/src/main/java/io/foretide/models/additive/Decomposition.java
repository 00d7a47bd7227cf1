package io.foretide.models.additive;

import io.foretide.models.series.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Takes a fitted series apart over its history and some steps ahead. */
final class Decomposition {
  private Decomposition() {}

  static Components of(FittedSeries fitted, Context context, int ahead) {
    Recipe recipe = fitted.recipe();
    Parameters p = fitted.parameters();
    Inputs inputs = recipe.inputs(context, ahead);
    Design design = recipe.design(inputs, new double[0]);
    double[] floors = recipe.floors(inputs);
    double[] whole = new Posterior(design, recipe.trend(), 1).fitted(p);
    double[] trend = recipe.trend().line(p, design.t);
    double[] above = new double[design.rows];
    Instant[] times = new Instant[design.rows];
    for (int i = 0; i < design.rows; i++) {
      times[i] = Instant.ofEpochSecond(inputs.secondsAt(i));
      double value = recipe.trend().value(trend[i], design.capAt(i));
      above[i] = value * recipe.valueScale;
      trend[i] = above[i] + floors[i];
      whole[i] = whole[i] * recipe.valueScale + floors[i];
    }
    Map<String, double[]> values = new LinkedHashMap<>();
    Map<String, double[]> amounts = new HashMap<>();
    Map<String, Double> periods = new HashMap<>();
    Set<String> shares = new HashSet<>();
    int offset = 0;
    for (Term term : recipe.terms) {
      double unit = term.multiplicative() ? 1 : recipe.valueScale;
      double[] sums = sum(design, p.beta, offset, term.columns(), unit);
      values.put(term.name(), sums);
      amounts.put(term.name(), sums);
      if (term instanceof Seasonality season) {
        periods.put(term.name(), season.period());
      }
      if (term.multiplicative()) {
        shares.add(term.name());
        amounts.put(term.name(), product(sums, above));
      }
      offset += term.columns();
    }
    return new Components(
        context.history().id(), times, trend, whole, values, amounts, periods, shares);
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static double[] sum(Design design, double[] beta, int offset, int columns, double unit) {
    double[] sums = new double[design.rows];
    for (int i = 0; i < design.rows; i++) {
      double sum = 0;
      for (int c = offset; c < offset + columns; c++) {
        sum += beta[c] * design.x[i * design.columns + c];
      }
      sums[i] = sum * unit;
    }
    return sums;
  }
}
