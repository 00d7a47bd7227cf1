package io.foretide.neural.training;

import io.foretide.models.features.FeaturePlan;
import io.foretide.models.kind.FitException;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a network sees beside the target and the calendar.
 *
 * @param known columns whose future is known when a forecast is made: a set price, a planned
 *     promotion
 * @param past columns that are known up to the cutoff only
 * @param bars features of the bars up to the cutoff, where the series are bars
 * @param attributes what does not change over time, one feature each: 1 where a series has that
 *     value
 */
public record Covariates(
    List<Column> known, List<Column> past, Optional<FeaturePlan> bars, List<Attribute> attributes) {
  /** Nothing. */
  public static final Covariates NONE =
      new Covariates(List.of(), List.of(), Optional.empty(), List.of());

  /** Beyond so many values an attribute names series rather than what they share. */
  private static final int MOST_VALUES = 64;

  public Covariates {
    known = List.copyOf(known);
    past = List.copyOf(past);
    attributes = List.copyOf(attributes);
  }

  /** A column; a network sees (value - center) / scale, and 0 where nothing was observed. */
  public record Column(String name, double center, double scale) {
    float scaled(double value) {
      return Double.isNaN(value) ? 0 : ((float) value - (float) center) / (float) scale;
    }
  }

  /** A value of an attribute. */
  public record Attribute(String name, String value) {}

  /**
   * Those of these names, measured on the data.
   *
   * @throws FitException if a series lacks one of the columns, or an attribute has no value or too
   *     many
   */
  public static Covariates of(
      Dataset data, List<String> known, List<String> past, List<String> attributes) {
    List<Attribute> values = new ArrayList<>();
    for (String name : attributes) {
      TreeSet<String> seen = new TreeSet<>();
      data.series()
          .forEach(s -> Optional.ofNullable(s.attributes().get(name)).ifPresent(seen::add));
      if (seen.isEmpty() || seen.size() > MOST_VALUES) {
        throw new FitException(
            "attribute " + name + " has " + seen.size() + " values; 1 to " + MOST_VALUES + " go");
      }
      seen.forEach(value -> values.add(new Attribute(name, value)));
    }
    return new Covariates(
        known.stream().map(name -> column(data, name)).toList(),
        past.stream().map(name -> column(data, name)).toList(),
        Optional.empty(),
        values);
  }

  /** These and features of bars. */
  public Covariates with(FeaturePlan plan) {
    return new Covariates(known, past, Optional.of(plan), attributes);
  }

  /** Names of what is known up to the cutoff only, in the order of a network's features. */
  public List<String> before() {
    return Stream.concat(
            past.stream().map(Column::name),
            bars.stream().flatMap(plan -> plan.features().stream()))
        .toList();
  }

  private static Column column(Dataset data, String name) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (Series series : data.series()) {
      if (!series.hasColumn(name)) {
        throw new FitException(
            series.id() + " has no column " + name + "; all series need a covariate's column");
      }
      for (double value : series.column(name)) {
        if (!Double.isNaN(value)) {
          sum += value;
          squares += value * value;
          n++;
        }
      }
    }
    double center = n == 0 ? 0 : sum / n;
    double variance = n == 0 ? 0 : squares / n - center * center;
    return new Column(name, center, variance > 1e-12 * squares / n ? Math.sqrt(variance) : 1);
  }

  /** How many are known up to the cutoff only. */
  public int beforeCount() {
    return past.size() + (bars.isPresent() ? bars.get().features().size() : 0);
  }

  /** Features of a step. */
  public int features() {
    return known.size() + beforeCount() + attributes.size();
  }
}
