package io.foretide.models.comparison;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A contender with everything that was measured of it.
 *
 * @param failure why nothing was; empty where it was
 */
public record Row(String label, List<Measurement> measurements, Optional<String> failure) {
  public Row {
    measurements = List.copyOf(measurements);
  }

  public static Row of(String label, List<Measurement> measurements) {
    return new Row(label, measurements, Optional.empty());
  }

  public static Row failed(String label, String why) {
    return new Row(label, List.of(), Optional.of(why));
  }

  /** The same contender measured once more; a failure stays one. */
  public Row and(Row more) {
    if (failure.isPresent()) {
      return this;
    }
    if (more.failure.isPresent()) {
      return more;
    }
    List<Measurement> all = new ArrayList<>(measurements);
    all.addAll(more.measurements);
    return of(label, all);
  }

  /** Over the seeds; empty if it could not be measured with every one. */
  public OptionalDouble mean(Quantity quantity) {
    List<Double> values = values(quantity);
    return values.isEmpty() || values.size() < measurements.size()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            values.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  /** Standard deviation over the seeds; empty if there are fewer than two. */
  public OptionalDouble spread(Quantity quantity) {
    OptionalDouble mean = mean(quantity);
    if (mean.isEmpty() || measurements.size() < 2) {
      return OptionalDouble.empty();
    }
    double squares =
        values(quantity).stream().mapToDouble(v -> Math.pow(v - mean.getAsDouble(), 2)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (measurements.size() - 1)));
  }

  private List<Double> values(Quantity quantity) {
    return measurements.stream()
        .flatMap(one -> Optional.ofNullable(one.values().get(quantity)).stream())
        .toList();
  }

  /** The best contender of each quantity; the first of equals. */
  public static Map<Quantity, Row> best(List<Row> rows) {
    Map<Quantity, Row> best = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      for (Row row : rows) {
        OptionalDouble mean = row.mean(quantity);
        Row leader = best.get(quantity);
        if (mean.isPresent()
            && (leader == null
                || quantity.better(mean.getAsDouble(), leader.mean(quantity).orElseThrow()))) {
          best.put(quantity, row);
        }
      }
    }
    return best;
  }
}
