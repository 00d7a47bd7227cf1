package io.foretide.models.market;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people say of a symbol, as a column of its bars: a number per bar, usually from -1 to 1, or
 * none. It comes with the bars, or from a data set of its own that is joined as of each bar's
 * close.
 */
public final class Sentiment {
  public static final String COLUMN = "sentiment";

  private Sentiment() {}

  /** The column, {@code double[length]}; NaN everywhere where the series has none. */
  public static double[] of(Series bars) {
    if (bars.hasColumn(COLUMN)) {
      return bars.column(COLUMN);
    }
    double[] none = new double[bars.length()];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /**
   * Bars with the latest sentiment that was complete at each bar's close: of a step of the other
   * series that ends when the bar ends or before. What was said later is never seen.
   *
   * @param said sentiment at any step; the first part of its identity is the symbol, as it is the
   *     bars'. A symbol of which nothing was said keeps its bars as they are
   */
  public static Dataset join(Dataset bars, Dataset said) {
    Map<String, Series> bySymbol = new LinkedHashMap<>();
    said.series().forEach(series -> bySymbol.put(symbol(series), series));
    List<Series> joined =
        bars.series().stream()
            .map(
                series -> {
                  Series other = bySymbol.get(symbol(series));
                  return other == null ? series : join(series, other);
                })
            .toList();
    return new Dataset(bars.name(), bars.step(), joined);
  }

  private static Series join(Series bars, Series said) {
    double[] mood = new double[bars.length()];
    double latest = Double.NaN;
    int at = 0;
    for (int i = 0; i < mood.length; i++) {
      while (at < said.length() && !said.timeAt(at + 1).isAfter(bars.timeAt(i + 1))) {
        latest = Double.isNaN(said.targetAt(at)) ? latest : said.targetAt(at);
        at++;
      }
      mood[i] = latest;
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    bars.columnNames().forEach(name -> columns.put(name, bars.column(name)));
    columns.put(COLUMN, mood);
    return new Series(
        bars.id(),
        bars.step(),
        bars.start(),
        bars.targetName(),
        columns,
        bars.attributes(),
        bars.planned());
  }

  private static String symbol(Series series) {
    return series.id().identity().isEmpty() ? "" : series.id().identity().get(0);
  }
}
