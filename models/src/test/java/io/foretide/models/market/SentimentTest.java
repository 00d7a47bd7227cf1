package io.foretide.models.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.DatasetAssembler;
import io.foretide.models.series.SeriesAssembler;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SentimentTest {
  private static final int BLOCK = 64;
  private static final Dataset BARS =
      new Dataset(
          "market",
          Step.DAY,
          List.of(Walks.bars("A", new double[] {1, 2, 3}), Walks.bars("B", new double[] {4, 5})));

  @Test
  void aBarIsGivenWhatWasSaidUpToItsCloseAndNothingLater() {
    Dataset joined = Sentiment.join(BARS, hourly(23, 0.5, 24, -0.5, 71, 0.9));

    assertThat(Sentiment.of(joined.series().get(0))).containsExactly(0.5, -0.5, 0.9);
    assertThat(joined.series().get(0).targetName()).isEqualTo("close");
  }

  @Test
  void beforeAnythingWasSaidThereIsNoSentiment() {
    Dataset joined = Sentiment.join(BARS, hourly(30, 0.5));

    assertThat(Sentiment.of(joined.series().get(0))).containsExactly(Double.NaN, 0.5, 0.5);
  }

  @Test
  void aSymbolOfWhichNothingWasSaidKeepsItsBars() {
    Dataset joined = Sentiment.join(BARS, hourly(23, 0.5));

    assertThat(joined.series().get(1)).isSameAs(BARS.series().get(1));
    assertThat(Sentiment.of(joined.series().get(1))).containsOnly(Double.NaN);
  }

  /** Pairs of an hour since the first bar began and what was said of A in it. */
  private static List<DatasetAssembler> hourly(double... hoursAndMoods) {
    DatasetAssembler said = new DatasetAssembler(Sentiment.DATASET, Step.HOUR);
    SeriesAssembler a =
        said.series(
            new SeriesId(Sentiment.DATASET, List.of("A")), List.of("symbol"), Sentiment.COLUMN);
    long start = Step.HOUR.indexOf(BARS.series().get(0).timeAt(0));
    Map<Long, double[]> blocks = new TreeMap<>();
    for (int i = 0; i < hoursAndMoods.length; i += 2) {
      long hour = start + (long) hoursAndMoods[i];
      blocks
              .computeIfAbsent(Math.floorDiv(hour, BLOCK), number -> nothing())[
              (int) Math.floorMod(hour, BLOCK)] =
          hoursAndMoods[i + 1];
    }
    blocks.forEach((number, moods) -> a.block(number, Map.of(Sentiment.COLUMN, moods)));
    return List.of(said);
  }

  private static double[] nothing() {
    double[] moods = new double[BLOCK];
    Arrays.fill(moods, Double.NaN);
    return moods;
  }
}
