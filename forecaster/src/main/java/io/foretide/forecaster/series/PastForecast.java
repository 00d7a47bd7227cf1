package io.foretide.forecaster.series;

import io.foretide.schemas.SeriesForecast;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What was said of a series' future, kept until the future has come; remembers what is scored. */
final class PastForecast {
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;
  private static final String SEPARATOR = "\n";

  private final String series;
  private final String model;
  private final String alias;
  private final int version;
  private final Instant cutoff;
  private final long[] times;
  private final double[] mean;
  private final double[] lower;
  private final double[] upper;
  private final BitSet scored;

  private PastForecast(
      String series,
      String model,
      String alias,
      int version,
      Instant cutoff,
      double[][] meanLowerUpper,
      long[] times,
      BitSet scored) {
    this.series = series;
    this.model = model;
    this.alias = alias;
    this.version = version;
    this.cutoff = cutoff;
    this.times = times;
    this.mean = meanLowerUpper[0];
    this.lower = meanLowerUpper[1];
    this.upper = meanLowerUpper[2];
    this.scored = scored;
  }

  /** Empty for a forecast without a 95 % interval: there is nothing to say of its coverage. */
  static Optional<PastForecast> of(SeriesForecast forecast) {
    int low = indexOf(forecast.getLevels(), LOWER);
    int high = indexOf(forecast.getLevels(), UPPER);
    if (low < 0 || high < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new PastForecast(
            forecast.getSeries(),
            forecast.getModel(),
            forecast.getAlias(),
            forecast.getVersion(),
            forecast.getCutoff(),
            new double[][] {
              doubles(forecast.getMean()),
              doubles(forecast.getQuantiles().get(low)),
              doubles(forecast.getQuantiles().get(high))
            },
            forecast.getTimes().stream().mapToLong(Instant::toEpochMilli).toArray(),
            new BitSet()));
  }

  /** Every key of the series begins so. */
  static String prefix(String series) {
    return series + SEPARATOR;
  }

  String key() {
    return prefix(series)
        + String.join(
            SEPARATOR,
            model,
            alias,
            Integer.toString(version),
            Long.toString(cutoff.toEpochMilli()));
  }

  /** The same forecast with what was already scored of an earlier publication of it. */
  PastForecast after(PastForecast earlier) {
    scored.or(earlier.scored);
    return this;
  }

  String series() {
    return series;
  }

  String model() {
    return model;
  }

  String alias() {
    return alias;
  }

  int version() {
    return version;
  }

  Instant cutoff() {
    return cutoff;
  }

  int steps() {
    return mean.length;
  }

  Instant time(int h) {
    return Instant.ofEpochMilli(times[h]);
  }

  double mean(int h) {
    return mean[h];
  }

  double lower(int h) {
    return lower[h];
  }

  double upper(int h) {
    return upper[h];
  }

  boolean isScored(int h) {
    return scored.get(h);
  }

  void score(int h) {
    scored.set(h);
  }

  boolean done() {
    return scored.cardinality() == mean.length;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(series);
      out.writeUTF(model);
      out.writeUTF(alias);
      out.writeInt(version);
      out.writeLong(cutoff.toEpochMilli());
      out.writeInt(mean.length);
      for (int h = 0; h < mean.length; h++) {
        out.writeLong(times[h]);
        out.writeDouble(mean[h]);
        out.writeDouble(lower[h]);
        out.writeDouble(upper[h]);
        out.writeBoolean(scored.get(h));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static PastForecast read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String series = in.readUTF();
      String model = in.readUTF();
      String alias = in.readUTF();
      int version = in.readInt();
      Instant cutoff = Instant.ofEpochMilli(in.readLong());
      int steps = in.readInt();
      double[][] values = new double[3][steps];
      long[] times = new long[steps];
      BitSet scored = new BitSet();
      for (int h = 0; h < steps; h++) {
        times[h] = in.readLong();
        for (double[] row : values) {
          row[h] = in.readDouble();
        }
        scored.set(h, in.readBoolean());
      }
      return new PastForecast(series, model, alias, version, cutoff, values, times, scored);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int indexOf(List<Double> levels, double level) {
    for (int q = 0; q < levels.size(); q++) {
      if (Math.abs(levels.get(q) - level) < 1e-9) {
        return q;
      }
    }
    return -1;
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
