package io.foretide.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetDigestTest {
  @Test
  void equalDataGivesEqualDigestsInAnyOrderOfSeries() {
    Series a = series("A", "north", 1, Double.NaN, 3);
    Series b = series("B", "south", 1, 2);

    assertThat(digest(a, b)).isEqualTo(digest(b, a)).hasSize(64);
  }

  @Test
  void everyPartOfASeriesCounts() {
    Series a = series("A", "north", 1, 2, 3);

    assertThat(digest(a))
        .isNotEqualTo(digest(series("B", "north", 1, 2, 3)))
        .isNotEqualTo(digest(series("A", "south", 1, 2, 3)))
        .isNotEqualTo(digest(series("A", "north", 1, 2, 4)))
        .isNotEqualTo(digest(series("A", "north", 1, 2)))
        .isNotEqualTo(digest(series("A", "north", 1, Double.NaN, 3)));
  }

  private static String digest(Series... series) {
    return DatasetDigest.of(new Dataset("sales", Step.DAY, List.of(series)));
  }

  private static Series series(String product, String region, double... sales) {
    return new Series(
        new SeriesId("sales", List.of(product)),
        Step.DAY,
        100,
        "sales",
        Map.of("sales", sales),
        Map.of("region", region));
  }
}
