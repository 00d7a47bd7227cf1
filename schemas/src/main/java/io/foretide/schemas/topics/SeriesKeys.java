package io.foretide.schemas.topics;

import java.nio.charset.StandardCharsets;
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

  /** The series id within the key of a block. */
  public static String seriesOfBlock(String key) {
    int blockAt = key.lastIndexOf(SEPARATOR);
    return key.substring(0, key.lastIndexOf(SEPARATOR, blockAt - 1));
  }

  /**
   * Key of a forecast: {@code sales#champion#sales/P001}. Names of models and aliases hold no
   * {@code #}.
   */
  public static String forecast(String model, String alias, String series) {
    return model + SEPARATOR + alias + SEPARATOR + series;
  }

  /** The series id within the key of a forecast. */
  public static String seriesOfForecast(String key) {
    return key.substring(key.indexOf(SEPARATOR, key.indexOf(SEPARATOR) + 1) + 1);
  }

  /** The partition of a series: what Kafka's default partitioner gives for the series id as key. */
  public static int partition(String series, int partitions) {
    return Utils.toPositive(Utils.murmur2(series.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
