package io.foretide.models.additive;

import io.foretide.models.series.Context;
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
import java.util.TreeMap;

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
        exportOurs(folder.resolve(one.name() + ".ours"), one);
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

  /** Our parameters, from which the real Prophet is started once more. */
  private static void exportOurs(Path file, ComparisonCase one) throws IOException {
    AdditiveOptions options = AdditiveOptions.of(one.settings());
    Parameters ours = FittedSeries.fit(options, one.context().history()).parameters();
    Files.write(
        file,
        List.of(
            line("k", ours.k),
            line("m", ours.m),
            line("delta", ours.delta),
            line("beta", ours.beta),
            line("sigma", ours.sigma)));
  }

  private static String line(String name, double... values) {
    StringBuilder line = new StringBuilder(name);
    for (double value : values) {
      line.append(',').append(value);
    }
    return line.toString();
  }

  private static double[] nothing(int steps) {
    double[] values = new double[steps];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static void report(Path folder, List<ComparisonCase> cases, RetailProtocol retail)
      throws IOException {
    System.out.printf(
        "%-26s %11s %9s %9s %9s %9s %9s %9s%n",
        "case", "Prophet", "gain", "check", "improved", "apart %", "itself %", "same %");
    List<Row> rows = new ArrayList<>();
    for (ComparisonCase one : cases) {
      Row row = Row.of(one, ProphetAnswer.read(folder.resolve(one.name() + ".out")));
      rows.add(row);
      System.out.printf(
          Locale.ROOT,
          "%-26s %11.4f %9.1e %9.0e %9.1e %9.4f %9.4f %9.5f%n",
          one.name(),
          row.prophet,
          row.gain,
          row.check,
          row.improved,
          row.apart,
          row.itself,
          row.same);
    }
    Files.write(folder.resolve("prophet-reference.csv"), references(folder));
    summary("generated", rows.subList(0, ComparisonCase.generated().size()));
    if (retail != null) {
      List<Row> ours = rows.subList(rows.size() - retail.cases().size(), rows.size());
      summary("T1", ours);
      System.out.printf(
          Locale.ROOT,
          "T1: MASE ours %.4f, Prophet here %.4f; our 95 %% interval covers %.2f %%%n",
          retail.mase(ours.stream().map(row -> row.mean).toList()),
          retail.mase(ours.stream().map(row -> row.prophetMean).toList()),
          retail.coverage(
              ours.stream().map(row -> row.lower).toList(),
              ours.stream().map(row -> row.upper).toList()));
    }
  }

  /** What {@link ProphetReferenceTest} keeps: Prophet's objective, and its forecast from ours. */
  private static List<String> references(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of("case,objective,first,last"));
    for (ComparisonCase one : ComparisonCase.generated()) {
      ProphetAnswer answer = ProphetAnswer.read(folder.resolve(one.name() + ".out"));
      double[] forecast = answer.values().get("ours_yhat");
      lines.add(
          line(one.name(), answer.value("value"), forecast[0], forecast[forecast.length - 1]));
    }
    return lines;
  }

  private static void summary(String name, List<Row> rows) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d cases: smallest gain over Prophet %.2g, most Prophet improved on ours %.2g;"
            + " forecasts apart %.3f %% on average (Prophet from another start: %.3f %%;"
            + " Prophet started at ours: %.5f %%, at most %.5f %%)%n",
        name,
        rows.size(),
        rows.stream().mapToDouble(row -> row.gain).min().orElse(0),
        rows.stream().mapToDouble(row -> row.improved).max().orElse(0),
        rows.stream().mapToDouble(row -> row.apart).average().orElse(0),
        rows.stream().mapToDouble(row -> row.itself).average().orElse(0),
        rows.stream().mapToDouble(row -> row.same).average().orElse(0),
        rows.stream().mapToDouble(row -> row.same).max().orElse(0));
  }

  /** One line of the report; distances are mean, in percent of the history's mean size. */
  private static final class Row {
    /** Stan's log posterior where the real Prophet stops. */
    double prophet;

    /** How much higher ours is. */
    double gain;

    /** Their parameters in our posterior, less their value: shows both mean one function. */
    double check;

    /** What Stan gains when it is started at our parameters. */
    double improved;

    /** Our forecast from Prophet's; Prophet's from its own with another start; from ours. */
    double apart;

    double itself;
    double same;

    /** The forecasts themselves, and our 95 % interval. */
    double[] mean;

    double[] prophetMean;
    double[] lower;
    double[] upper;

    static Row of(ComparisonCase one, ProphetAnswer prophet) {
      AdditiveOptions options = AdditiveOptions.of(one.settings());
      Context context = one.context();
      Series history = context.history();
      FittedSeries fitted = FittedSeries.fit(options, history);
      var forecast =
          new Prediction(fitted, context, one.horizon())
              .forecast(context, Levels.published(), options.samples(), 1);
      Row row = new Row();
      row.prophet = prophet.value("value");
      row.gain = fitted.logPosterior() - row.prophet;
      row.check = posteriorAt(prophet, fitted, context, options) - row.prophet;
      row.improved = prophet.value("ours_value") - fitted.logPosterior();
      row.apart = distance(forecast.mean(), prophet.values().get("yhat"), history);
      row.itself =
          distance(prophet.values().get("other_yhat"), prophet.values().get("yhat"), history);
      row.same = distance(forecast.mean(), prophet.values().get("ours_yhat"), history);
      row.mean = forecast.mean();
      row.prophetMean = prophet.values().get("yhat");
      row.lower = forecast.quantiles()[0];
      row.upper = forecast.quantiles()[6];
      return row;
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
      Map<String, double[]> values = new TreeMap<>();
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(",");
        values.put(
            parts[0], Arrays.stream(parts).skip(1).mapToDouble(Double::parseDouble).toArray());
      }
      return new ProphetAnswer(values);
    }

    double value(String name) {
      return values.get(name)[0];
    }
  }
}
