package io.foretide.ingest;

import io.foretide.ingest.csv.Layout;
import io.foretide.ingest.market.BarLength;
import io.foretide.ingest.market.Market;
import io.foretide.ingest.upload.Upload;
import io.foretide.models.market.Sentiment;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.topics.SeriesKeys;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the series of a document are called. Those of bars are named by symbol and length, as those
 * that ticks fill are, in the data set {@code market} unless the upload names another; what is said
 * of symbols goes to {@code sentiment}.
 *
 * @param columns names of the parts of an identity
 * @param before what every identity begins with, over what its row says
 * @param after what every identity ends with
 */
record SeriesNames(String dataset, List<String> columns, List<String> before, List<String> after) {
  static SeriesNames of(Upload upload, Layout layout) {
    if (!Market.isBars(layout.numbers())) {
      boolean sentiment = layout.target().equals(Sentiment.COLUMN) && !upload.namesDataset();
      String dataset = sentiment ? Sentiment.DATASET : upload.dataset();
      return new SeriesNames(dataset, layout.identity(), List.of(), List.of());
    }
    List<String> symbol =
        layout.identity().isEmpty() ? List.of(Market.symbolOf(upload.fileName())) : List.of();
    List<String> named =
        layout.identity().isEmpty() ? List.of(Market.IDENTITY_COLUMNS.get(0)) : layout.identity();
    return new SeriesNames(
        upload.namesDataset() ? upload.dataset() : Market.DATASET,
        Stream.concat(named.stream(), Stream.of(Market.BAR_COLUMN)).toList(),
        symbol,
        List.of(BarLength.of(layout.step()).name()));
  }

  /** The identity of the series that a row names. */
  List<String> identity(List<String> row) {
    return before.isEmpty() && after.isEmpty()
        ? row
        : Stream.of(before, row, after).flatMap(List::stream).toList();
  }

  /**
   * The partition in which a series is merged. Everything about a symbol meets in one: its ticks
   * and bars, and what is said of it, which whoever reads the bars must have.
   */
  static int home(String dataset, List<String> identity, int partitions) {
    return Set.of(Market.DATASET, Sentiment.DATASET).contains(dataset) && !identity.isEmpty()
        ? Market.partition(identity.get(0), partitions)
        : SeriesKeys.partition(new SeriesId(dataset, identity).text(), partitions);
  }
}
