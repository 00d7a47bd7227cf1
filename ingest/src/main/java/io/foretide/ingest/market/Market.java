package io.foretide.ingest.market;

import io.foretide.schemas.topics.SeriesKeys;
import java.util.List;
import java.util.Optional;

/** What bars are called, wherever they come from. */
public final class Market {
  /** The data set of bars that were told no other. */
  public static final String DATASET = "market";

  /** The last part of a bar series' identity: {@code 1h}. */
  public static final String BAR_COLUMN = "bar";

  /** Of a bar series that ticks fill. */
  public static final List<String> IDENTITY_COLUMNS = List.of("symbol", BAR_COLUMN);

  /** What ticks fill, the target first. */
  public static final List<String> COLUMNS = List.of("close", "high", "low", "open", "volume");

  private Market() {}

  /** Whether these columns, the target first, are those of bars. */
  public static boolean isBars(List<String> columns) {
    return columns.get(0).equals("close") && columns.containsAll(List.of("open", "high", "low"));
  }

  /**
   * The partition in which everything about a symbol meets: ticks, and the bars of all lengths that
   * they may fill.
   */
  public static int partition(String symbol, int partitions) {
    return SeriesKeys.partition(symbol, partitions);
  }

  /**
   * The symbol that a file of bars without a column of symbols is about: its name up to an
   * underscore or blank, without what follows the last dot. {@code BTCUSDT_1h.csv} is BTCUSDT.
   */
  public static String symbolOf(Optional<String> file) {
    String name = file.orElse("");
    int dot = name.lastIndexOf('.');
    String stem = (dot > 0 ? name.substring(0, dot) : name).strip().split("[_\\s]", 2)[0];
    return stem.isEmpty() ? "unnamed" : stem;
  }
}
