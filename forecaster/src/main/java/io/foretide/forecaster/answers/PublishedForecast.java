package io.foretide.forecaster.answers;

import io.foretide.forecaster.advice.Quantiles;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.SeriesForecast;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of {@code forecasts} in plain arrays, and what a filter can match of its series. The
 * record itself, a boxed number per quantile and step, is several times as large and is let go.
 */
final class PublishedForecast {
  private final SeriesId id;
  private final Map<String, String> traits;
  private final String alias;
  private final int version;
  private final String kind;
  private final Instant cutoff;
  private final String step;
  private final String target;
  private final boolean demand;
  private final List<Instant> times;
  private final double[] mean;
  private final double[] levels;
  private final double[][] quantiles;

  PublishedForecast(SeriesForecast record) {
    this.alias = record.getAlias();
    this.version = record.getVersion();
    this.kind = record.getKind();
    this.cutoff = record.getCutoff();
    this.step = record.getStep();
    this.target = record.getTarget();
    this.demand = record.getAdvice() != null;
    this.times = List.copyOf(record.getTimes());
    this.id = SeriesId.parse(record.getSeries());
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < record.getIdentityColumns().size(); i++) {
      found.put(record.getIdentityColumns().get(i), record.getIdentity().get(i));
    }
    record.getAttributes().forEach(found::putIfAbsent);
    this.traits = Collections.unmodifiableMap(found);
    this.mean = doubles(record.getMean());
    this.levels = doubles(record.getLevels());
    this.quantiles =
        record.getQuantiles().stream().map(PublishedForecast::doubles).toArray(double[][]::new);
  }

  SeriesId id() {
    return id;
  }

  /** Identity columns, then attributes, by name. */
  Map<String, String> traits() {
    return traits;
  }

  String alias() {
    return alias;
  }

  int version() {
    return version;
  }

  String kind() {
    return kind;
  }

  Instant cutoff() {
    return cutoff;
  }

  String step() {
    return step;
  }

  String target() {
    return target;
  }

  int steps() {
    return mean.length;
  }

  Instant time(int h) {
    return times.get(h);
  }

  double mean(int h) {
    return mean[h];
  }

  /** Ascending; a copy. */
  double[] levels() {
    return levels.clone();
  }

  boolean holds(double level) {
    return Quantiles.hold(levels, level);
  }

  double quantile(double level, int h) {
    return Quantiles.at(levels, quantiles, level, h);
  }

  /** Whether no published quantile is below zero. */
  boolean neverNegative() {
    for (double[] row : quantiles) {
      for (double value : row) {
        if (value < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether its target is something that is ordered and runs out. */
  boolean isDemand() {
    return demand;
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
