package io.foretide.forecaster.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.market.Sentiment;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.PromotionPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesBookTest {
  private static final SeriesId BARS = new SeriesId("market", List.of("A", "1d"));
  private static final SeriesId SAID = new SeriesId(Sentiment.DATASET, List.of("A"));

  private final SeriesBook book = new SeriesBook();

  @Test
  void barsAreJoinedWithWhatWasSaidUpToTheirCloses() {
    double[] prices = slots(1, 2, 3);
    Map<String, double[]> columns =
        Map.of("close", prices, "open", prices, "high", prices, "low", prices);
    book.put(0, block(BARS, "close", columns));
    ModelDefined market = market();
    assertThat(book.bars(market, Set.of(BARS)).series().get(0).hasColumn(Sentiment.COLUMN))
        .isFalse();

    book.put(0, block(SAID, Sentiment.COLUMN, Map.of(Sentiment.COLUMN, slots(Double.NaN, 0.4))));

    for (Series joined :
        List.of(
            book.bars(market, Set.of(BARS)).series().get(0),
            book.assemble(market, Instant.MIN).series().get(0))) {
      assertThat(joined.column(Sentiment.COLUMN)).containsExactly(Double.NaN, 0.4, 0.4);
    }
    book.drop(0);
    assertThat(book.size()).isZero();
  }

  private static StoredBlock block(SeriesId id, String target, Map<String, double[]> columns) {
    List<String> names = List.of("symbol", "bar").subList(0, id.identity().size());
    return new StoredBlock(id, names, "P1D", 300, target, columns, List.of());
  }

  private static double[] slots(double... first) {
    double[] slots = new double[64];
    Arrays.fill(slots, Double.NaN);
    System.arraycopy(first, 0, slots, 0, first.length);
    return slots;
  }

  private static ModelDefined market() {
    return ModelDefined.newBuilder()
        .setDataset("market")
        .setStorageStep("P1D")
        .setStep("P1D")
        .setHorizon(7)
        .setLevels(List.of(95.0))
        .setKind("naive")
        .setPromotion(PromotionPolicy.BETTER)
        .setTask("price")
        .build();
  }
}
