package io.foretide.models.market;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.DatasetAssembler;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people say of a symbol, as a column of its bars: a number per bar, usually from -1 to 1, or
 * none. It comes with the bars, or from a data set of its own that is joined as of each bar's
 * close.
 */
public final class Sentiment {
  public static final String COLUMN = "sentiment";

  /** The data set in which it comes on its own, a series a symbol. */
  public static final String DATASET = "sentiment";

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
   * @param bars of any data set; series that are no bars, that have the column already or of whose
   *     symbol nothing was said stay as they are
   * @param said the data set {@link #DATASET}, by the steps that it is stored at; a symbol that has
   *     several is taken from the first
   */
  public static Dataset join(Dataset bars, Collection<DatasetAssembler> said) {
    if (said.isEmpty()) {
      return bars;
    }
    List<Series> joined =
        bars.series().stream()
            .map(series -> find(series, said).map(other -> join(series, other)).orElse(series))
            .toList();
    return new Dataset(bars.name(), bars.step(), joined);
  }

  private static Optional<Series> find(Series bars, Collection<DatasetAssembler> said) {
    if (!MarketTask.suits(bars) || bars.hasColumn(COLUMN) || bars.id().identity().isEmpty()) {
      return Optional.empty();
    }
    SeriesId id = new SeriesId(DATASET, List.of(bars.id().identity().get(0)));
    return said.stream()
        .flatMap(stored -> stored.find(id).stream())
        .flatMap(series -> series.assemble().stream())
        .findFirst();
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
}
