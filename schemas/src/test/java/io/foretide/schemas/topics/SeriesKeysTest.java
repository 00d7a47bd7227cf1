package io.foretide.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesKeysTest {
  private static final List<String> SERIES =
      IntStream.range(0, 20_000).mapToObj("sales/P%05d"::formatted).toList();

  @Test
  void aShareOfManySeriesIsOfTheSizeThatWasAskedFor() {
    assertThat(sizeOf(25)).isBetween(4_800L, 5_200L);
    assertThat(sizeOf(1)).isBetween(150L, 250L);
    assertThat(sizeOf(0)).isZero();
    assertThat(sizeOf(100)).isEqualTo(SERIES.size());
  }

  @Test
  void aLargerShareKeepsTheSeriesOfASmallerOne() {
    assertThat(SERIES)
        .filteredOn(series -> SeriesKeys.inShare(series, 10))
        .allMatch(series -> SeriesKeys.inShare(series, 25));
  }

  @Test
  void everyPartitionHasItsPartOfAShare() {
    for (int partition = 0; partition < 4; partition++) {
      int here = partition;
      assertThat(SERIES)
          .filteredOn(series -> SeriesKeys.partition(series, 4) == here)
          .filteredOn(series -> SeriesKeys.inShare(series, 25))
          .hasSizeBetween(1_100, 1_400);
    }
  }

  private static long sizeOf(double percent) {
    return SERIES.stream().filter(series -> SeriesKeys.inShare(series, percent)).count();
  }
}
