package io.foretide.forecaster.answers;

import io.foretide.forecaster.advice.Quantiles;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.SeriesForecast;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A record of {@code forecasts} in plain arrays, and what a filter can match of its series. */
final class PublishedForecast {
  private final SeriesId id;
  private final Map<String, String> traits;
  private final SeriesForecast record;
  private final double[] mean;
  private final double[] levels;
  private final double[][] quantiles;

  PublishedForecast(SeriesForecast record) {
    this.record = record;
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
    return record.getAlias();
  }

  int version() {
    return record.getVersion();
  }

  String kind() {
    return record.getKind();
  }

  Instant cutoff() {
    return record.getCutoff();
  }

  String step() {
    return record.getStep();
  }

  String target() {
    return record.getTarget();
  }

  int steps() {
    return mean.length;
  }

  Instant time(int h) {
    return record.getTimes().get(h);
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
    return record.getAdvice() != null;
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
