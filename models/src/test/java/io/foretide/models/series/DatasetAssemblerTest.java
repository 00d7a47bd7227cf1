package io.foretide.models.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DatasetAssemblerTest {
  private static final List<String> COLUMNS = List.of("product_id");

  private final DatasetAssembler data = new DatasetAssembler("sales", Step.DAY);
  private final Map<String, Map<Long, Map<String, double[]>>> written = new TreeMap<>();

  @Test
  void aSeriesRunsFromItsFirstToItsLastObservationAndGapsStayGaps() {
    observe("A", "sales", 100, 1);
    observe("A", "sales", 103, 4);
    observe("A", "price", 110, 9.5);

    Series series = assemble(Step.DAY, Scope.ALL).series().get(0);

    assertThat(series.start()).isEqualTo(100);
    assertThat(series.target()).containsExactly(1, Double.NaN, Double.NaN, 4);
    assertThat(series.columnNames()).containsExactly("sales", "price");
  }

  @Test
  void whatIsKnownBeyondTheLastObservationIsPlannedAndObservesNothing() {
    observe("A", "sales", 126, 1);
    observe("A", "sales", 127, 2);
    observe("A", "price", 127, 5);
    observe("A", "price", 128, 6);
    observe("A", "promo", 130, 1);
    observe("B", "sales", 128, 3);
    observe("only planned", "price", 128, 4);

    Dataset assembled = assemble(Step.DAY, Scope.ALL);

    assertThat(assembled.end()).isEqualTo(Step.DAY.at(128));
    assertThat(assembled.series())
        .extracting(s -> s.id().text())
        .containsExactly("sales/A", "sales/B");
    Series series = assembled.series().get(0);
    assertThat(series.column("price")).containsExactly(Double.NaN, 5, 6);
    assertThat(series.planned()).containsOnlyKeys("promo");
    assertThat(series.planned().get("promo")).containsExactly(Double.NaN, 1);
    assertThat(new Context(series).known().get("promo")).containsExactly(Double.NaN, 1);
    assertThat(new Context(series.upTo(Step.DAY.at(127))).known()).isEmpty();
  }

  @Test
  void aWeekThatIsPlannedIsTheMeanOfItsDays() {
    long monday = LocalDate.of(2024, 1, 1).toEpochDay();
    for (int day = 0; day < 28; day++) {
      if (day < 14) {
        observe("A", "sales", monday + day, 2);
      }
      observe("A", "promo", monday + day, day >= 21 && day < 24 ? 1 : 0);
    }

    Series weeks = assemble(Step.weeksFrom(LocalDate.of(2024, 1, 1)), Scope.ALL).series().get(0);

    assertThat(weeks.target()).containsExactly(14, 14);
    assertThat(weeks.planned().get("promo")).containsExactly(0, 3 / 7.0);
  }

  @Test
  void blocksMeetInAnyOrderAndANewerRevisionReplacesAnOlder() {
    for (int day = 60; day < 70; day++) {
      observe("A", "sales", day, day);
    }
    SeriesAssembler series = data.series(id("A"), COLUMNS, "sales");
    series.block(1, Map.of("sales", slots(Map.of(0, 1.0))));
    written.get("A").forEach((number, block) -> series.block(number, copy(block)));

    assertThat(series.assemble().orElseThrow().target())
        .containsExactly(60, 61, 62, 63, 64, 65, 66, 67, 68, 69);
  }

  @Test
  void aSilentSeriesThatStillRunsReachesTheEndAndOneThatEndedDoesNot() {
    observe("ended", "sales", 100, 1);
    observe("ended", "sales", 101, 1);
    observe("running", "sales", 100, 1);
    observe("running", "sales", 190, 1);
    observe("today", "sales", 200, 1);

    Dataset assembled = assemble(Step.DAY, Scope.ALL);

    assertThat(assembled.series())
        .extracting(Series::end)
        .extracting(Object::toString)
        .containsExactly("1970-04-12T00:00:00Z", "1970-07-20T00:00:00Z", "1970-07-20T00:00:00Z");
  }

  @Test
  void weeksAddSalesUpAndAverageThePriceAndHalfAWeekIsLeftOut() {
    LocalDate monday = LocalDate.of(2024, 1, 1);
    for (int day = 0; day < 17; day++) {
      observe("A", "sales", monday.toEpochDay() + day, 2);
      observe("A", "price", monday.toEpochDay() + day, day < 7 ? 10 : 20);
    }

    Series weeks = assemble(Step.weeksFrom(monday), Scope.ALL).series().get(0);

    assertThat(weeks.target()).containsExactly(14, 14);
    assertThat(weeks.column("price")).containsExactly(10, 20);
    assertThat(weeks.timeAt(0)).isEqualTo("2024-01-01T00:00:00Z");
  }

  @Test
  void aMonthWithItsOneObservationIsAWholeMonth() {
    for (int month = 1; month <= 4; month++) {
      observe("A", "sales", LocalDate.of(2024, month, 1).toEpochDay(), month);
    }

    assertThat(assemble(Step.MONTH, Scope.ALL).series().get(0).target())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void theLatestWriteOfAnAttributeWinsWhateverTheOrder() {
    SeriesAssembler series = data.series(id("A"), COLUMNS, "sales");
    series.attribute("category", "new", new WriteStamp(2, 0, 0, 1));
    series.attribute("category", "old", new WriteStamp(1, 3, 9, 9));
    observe("A", "sales", 1, 1);

    assertThat(assemble(Step.DAY, new Scope(Map.of("category", "new"))).series()).hasSize(1);
    assertThat(assemble(Step.DAY, new Scope(Map.of("category", "old"))).series()).isEmpty();
  }

  @Test
  void aScopeNamesIdentityColumnsOrAttributes() {
    observe("A", "sales", 1, 1);
    observe("B", "sales", 1, 1);

    assertThat(assemble(Step.DAY, new Scope(Map.of("product_id", "B"))).series())
        .extracting(s -> s.id().text())
        .containsExactly("sales/B");
    assertThat(assemble(Step.DAY, new Scope(Map.of("region", "north"))).series()).isEmpty();
  }

  private void observe(String product, String column, long day, double value) {
    written
            .computeIfAbsent(product, p -> new TreeMap<>())
            .computeIfAbsent(Math.floorDiv(day, SeriesAssembler.SLOTS), b -> new HashMap<>())
            .computeIfAbsent(column, c -> slots(Map.of()))[
            Math.floorMod(day, SeriesAssembler.SLOTS)] =
        value;
  }

  private Dataset assemble(Step step, Scope scope) {
    written.forEach(
        (product, blocks) ->
            blocks.forEach(
                (number, columns) ->
                    data.series(id(product), COLUMNS, "sales").block(number, copy(columns))));
    return data.assemble(step, scope);
  }

  private static SeriesId id(String product) {
    return new SeriesId("sales", List.of(product));
  }

  private static double[] slots(Map<Integer, Double> values) {
    double[] slots = new double[SeriesAssembler.SLOTS];
    Arrays.fill(slots, Double.NaN);
    values.forEach((slot, value) -> slots[slot] = value);
    return slots;
  }

  private static Map<String, double[]> copy(Map<String, double[]> columns) {
    return new HashMap<>(columns);
  }
}
