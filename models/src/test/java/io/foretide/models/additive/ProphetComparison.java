package io.foretide.models.additive;

import io.foretide.models.series.Context;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares our fit with the real Prophet's, case by case; run by {@code scripts/compare-prophet}.
 * {@code export DIR [T1.csv]} writes the cases, {@code report DIR [T1.csv]} reads Prophet's answers
 * and prints both objectives and how far the forecasts lie apart.
 */
public final class ProphetComparison {
  private ProphetComparison() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    List<ComparisonCase> cases = new ArrayList<>(ComparisonCase.generated());
    RetailProtocol retail = args.length > 2 ? RetailProtocol.read(Path.of(args[2])) : null;
    if (retail != null) {
      cases.addAll(retail.cases());
    }
    if (args[0].equals("export")) {
      for (ComparisonCase one : cases) {
        export(folder.resolve(one.name() + ".csv"), one);
      }
    } else {
      report(folder, cases, retail);
    }
  }

  private static void export(Path file, ComparisonCase one) throws IOException {
    Series series = one.context().history();
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      one.settings().chosen().forEach((name, value) -> out.println("# " + name + "=" + value));
      List<String> names = new ArrayList<>();
      series.columnNames().forEach(names::add);
      out.println("ds,y," + String.join(",", names.subList(1, names.size())));
      for (int i = 0; i < series.length() + one.horizon(); i++) {
        StringBuilder row = new StringBuilder();
        row.append(series.timeAt(i).toString().replace('T', ' ').replace("Z", ""));
        for (String name : names) {
          double value =
              i < series.length()
                  ? series.column(name)[i]
                  : one.context()
                      .known()
                      .getOrDefault(name, nothing(one.horizon()))[i - series.length()];
          row.append(',').append(Double.isNaN(value) ? "NA" : Double.toString(value));
        }
        out.println(row);
      }
    }
  }

  private static double[] nothing(int steps) {
    double[] values = new double[steps];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static void report(Path folder, List<ComparisonCase> cases, RetailProtocol retail)
      throws IOException {
    System.out.printf(
        "%-34s %14s %14s %11s %11s %10s%n",
        "case", "Prophet", "ours", "gain", "check", "forecast %");
    double worstGain = Double.POSITIVE_INFINITY;
    double worstDistance = 0;
    List<double[][]> forecasts = new ArrayList<>();
    for (ComparisonCase one : cases) {
      ProphetAnswer prophet = ProphetAnswer.read(folder.resolve(one.name() + ".out"));
      AdditiveOptions options = AdditiveKind.OPTIONS.read(one.settings(), AdditiveOptions.class);
      Context context = one.context();
      FittedSeries fitted = FittedSeries.fit(options, context.history());
      var forecast =
          new Prediction(
                  fitted, context, new Horizon(one.horizon(), context.history().step()).steps())
              .forecast(context, Levels.published(), options.samples(), 1);
      double check = posteriorAt(prophet, fitted, context, options) - prophet.value();
      double gain = fitted.logPosterior() - prophet.value();
      double distance = distance(forecast.mean(), prophet.mean(), context.history());
      worstGain = Math.min(worstGain, gain);
      worstDistance = Math.max(worstDistance, distance);
      System.out.printf(
          Locale.ROOT,
          "%-34s %14.5f %14.5f %11.2e %11.1e %10.4f%n",
          one.name(),
          prophet.value(),
          fitted.logPosterior(),
          gain,
          check,
          distance);
      forecasts.add(
          new double[][] {
            forecast.mean(), prophet.mean(), forecast.quantiles()[0], forecast.quantiles()[6]
          });
    }
    System.out.printf(
        Locale.ROOT,
        "%d cases; smallest gain in objective %.3g; largest forecast distance %.4f %%%n",
        cases.size(),
        worstGain,
        worstDistance);
    if (retail != null) {
      retail.score(forecasts.subList(cases.size() - retail.cases().size(), cases.size()));
    }
  }

  /** Prophet's own parameters in our posterior: shows that both mean the same function. */
  private static double posteriorAt(
      ProphetAnswer prophet, FittedSeries fitted, Context context, AdditiveOptions options) {
    Recipe recipe = fitted.recipe();
    int[] positions = Recipe.observed(context.history());
    double[] values = new double[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = context.history().targetAt(positions[i]);
    }
    Design design = recipe.design(recipe.inputs(context, 0).select(positions), values);
    double[] delta = Arrays.copyOf(prophet.values().get("delta"), recipe.changepoints.length);
    Parameters theirs =
        new Parameters(
            prophet.values().get("k")[0],
            prophet.values().get("m")[0],
            delta,
            Arrays.copyOf(prophet.values().get("beta"), design.columns),
            prophet.values().get("sigma")[0]);
    return new Posterior(design, recipe.trend(), options.changepointPriorScale()).log(theirs);
  }

  /** Mean distance of the forecasts in percent of the history's mean size. */
  private static double distance(double[] ours, double[] theirs, Series history) {
    double apart = 0;
    for (int h = 0; h < ours.length; h++) {
      apart += Math.abs(ours[h] - theirs[h]) / ours.length;
    }
    double size =
        Arrays.stream(history.target()).filter(Double::isFinite).map(Math::abs).average().orElse(1);
    return 100 * apart / size;
  }

  /** What the real Prophet found, as the R script wrote it: one line per name. */
  private record ProphetAnswer(Map<String, double[]> values) {
    static ProphetAnswer read(Path file) throws IOException {
      Map<String, double[]> values = new java.util.TreeMap<>();
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(",");
        values.put(
            parts[0], Arrays.stream(parts).skip(1).mapToDouble(Double::parseDouble).toArray());
      }
      return new ProphetAnswer(values);
    }

    double value() {
      return values.get("value")[0];
    }

    double[] mean() {
      return values.get("yhat");
    }
  }
}
