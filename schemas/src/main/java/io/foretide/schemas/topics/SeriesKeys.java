package io.foretide.schemas.topics;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * Keys that begin or end with a series id, and the partition of a series. All records of a series
 * meet in one partition number, on every topic that is partitioned by series.
 */
public final class SeriesKeys {
  private static final char SEPARATOR = '#';

  private SeriesKeys() {}

  /** Key of a block: {@code sales/P001#P1D#290}. */
  public static String block(String series, String step, long block) {
    return series + SEPARATOR + step + SEPARATOR + block;
  }

  /** The series id within the key of a block; empty if it is no such key. */
  public static Optional<String> seriesOfBlock(String key) {
    int stepAt = key.lastIndexOf(SEPARATOR, key.lastIndexOf(SEPARATOR) - 1);
    return stepAt > 0 ? Optional.of(key.substring(0, stepAt)) : Optional.empty();
  }

  /**
   * Key of a forecast: {@code sales#champion#sales/P001}. Names of models and aliases hold no
   * {@code #}.
   */
  public static String forecast(String model, String alias, String series) {
    return model + SEPARATOR + alias + SEPARATOR + series;
  }

  /** What the key of a forecast says. */
  public record ForecastKey(String model, String alias, String series) {}

  /** Reads what {@link #forecast} wrote; empty if it is no such key. */
  public static Optional<ForecastKey> readForecast(String key) {
    String[] parts = key.split(Character.toString(SEPARATOR), 3);
    return parts.length == 3
        ? Optional.of(new ForecastKey(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  /** Whether forecasts of a model of this name can be told from others by their key. */
  public static boolean canName(String model) {
    return !model.isBlank() && model.indexOf(SEPARATOR) < 0;
  }

  /**
   * Whether a series belongs to a share of all of them, told by its id alone: always the same ones,
   * and those of a smaller share are in every larger one.
   *
   * @param percent 0 to 100
   */
  public static boolean inShare(String series, double percent) {
    // Salted: by the plain hash, all of a share could lie in one partition.
    byte[] salted = ("share " + series).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(salted)) % 10_000 < percent * 100;
  }

  /** The partition of a series: what Kafka's default partitioner gives for the series id as key. */
  public static int partition(String series, int partitions) {
    return Utils.toPositive(Utils.murmur2(series.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
