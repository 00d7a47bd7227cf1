package io.foretide.models.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentimentTest {
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
  private static Dataset hourly(double... hoursAndMoods) {
    double[] moods = new double[72];
    Arrays.fill(moods, Double.NaN);
    for (int i = 0; i < hoursAndMoods.length; i += 2) {
      moods[(int) hoursAndMoods[i]] = hoursAndMoods[i + 1];
    }
    long start = Step.HOUR.indexOf(BARS.series().get(0).timeAt(0));
    return new Dataset(
        "moods",
        Step.HOUR,
        List.of(
            new Series(
                new SeriesId("moods", List.of("A")),
                Step.HOUR,
                start,
                "sentiment",
                Map.of("sentiment", moods),
                Map.of())));
  }
}
