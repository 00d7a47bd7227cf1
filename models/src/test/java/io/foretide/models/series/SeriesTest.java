package io.foretide.models.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final SeriesId ID = new SeriesId("sales", List.of("A/B", "50%"));

  @Test
  void aCutShowsNothingAfterTheCutoff() {
    Series series = series(1, 2, 3, 4);
    Series cut = series.upTo(Instant.parse("1970-01-02T23:59:59Z"));
    assertThat(cut.target()).containsExactly(1, 2);
    assertThat(cut.column("price")).containsExactly(10, 20);
    assertThat(cut.end()).isEqualTo(Instant.parse("1970-01-02T00:00:00Z"));
    assertThat(series.upTo(Instant.parse("1969-12-31T00:00:00Z")).length()).isZero();
  }

  @Test
  void noArrayThatGoesInOrOutChangesIt() {
    double[] values = {1, 2};
    Series series = new Series(ID, Step.DAY, 0, "sales", Map.of("sales", values), Map.of());
    values[0] = 99;
    series.target()[1] = 99;
    assertThat(series.target()).containsExactly(1, 2);
  }

  @Test
  void anIdReadsBackFromItsTextWhateverItsPartsHold() {
    assertThat(SeriesId.parse(ID.text())).isEqualTo(ID);
    assertThat(ID.text()).isEqualTo("sales/A%2FB/50%25");
    SeriesId tricky = new SeriesId("sales", List.of("%2F", "", "ünï"));
    assertThat(SeriesId.parse(tricky.text())).isEqualTo(tricky);
  }

  @Test
  void columnsOfUnequalLengthAreRefused() {
    assertThatThrownBy(
            () ->
                new Series(
                    ID,
                    Step.DAY,
                    0,
                    "sales",
                    Map.of("sales", new double[2], "price", new double[3]),
                    Map.of()))
        .hasMessageContaining("price");
  }

  private static Series series(double... sales) {
    double[] price = new double[sales.length];
    for (int i = 0; i < price.length; i++) {
      price[i] = 10 * sales[i];
    }
    return new Series(ID, Step.DAY, 0, "sales", Map.of("sales", sales, "price", price), Map.of());
  }
}
