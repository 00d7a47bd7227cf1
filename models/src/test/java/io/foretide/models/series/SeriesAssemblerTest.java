package io.foretide.models.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIndexOutOfBoundsException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesAssemblerTest {
  private static final int SLOTS = SeriesAssembler.SLOTS;
  private static final SeriesId ID = new SeriesId("market", List.of("SYM", "1m"));

  private final TreeMap<Long, Map<String, double[]>> blocks = new TreeMap<>();
  private final SeriesAssembler growing = assembler();

  @Test
  void aSeriesThatGrewEqualsOnePutTogetherAfresh() {
    SplittableRandom random = new SplittableRandom(1);
    long end = 1_000;
    List<Series> handed = new ArrayList<>();
    List<String> then = new ArrayList<>();
    for (int round = 0; round < 400; round++) {
      int kind = random.nextInt(20);
      if (kind == 0) {
        set("volume", end - random.nextInt(200), random.nextDouble());
      } else if (kind == 1) {
        set("close", end - random.nextInt(200), Double.NaN);
      } else if (kind == 2) {
        set("late-" + random.nextInt(3), end - random.nextInt(80), random.nextDouble());
      } else if (kind == 3) {
        set("planned", end + 1 + random.nextInt(30), random.nextDouble());
      } else if (kind == 4) {
        set("close", 1_000 - random.nextInt(300), 1);
      } else {
        end += 1 + random.nextInt(kind == 5 ? 300 : 3);
        set("close", end, random.nextDouble());
        set("open", end, random.nextDouble());
      }
      Series series = growing.assemble().orElseThrow();
      assertThat(text(series)).isEqualTo(text(afresh()));
      handed.add(series);
      then.add(text(series));
    }
    assertThat(handed.stream().map(SeriesAssemblerTest::text)).containsExactlyElementsOf(then);
  }

  @Test
  void aSeriesThatDidNotGrowIsTheSameWhereverItEnds() {
    for (long step = 1_000; step < 1_000 + 2 * SLOTS; step++) {
      set("close", step, step);
      String once = text(growing.assemble().orElseThrow());
      assertThat(text(growing.assemble().orElseThrow())).isEqualTo(once);
    }
  }

  @Test
  void aColumnThatARevisionLeavesOutIsGone() {
    set("close", 1_000, 1);
    set("mood", 1_000, Double.NaN);
    assertThat(growing.assemble().orElseThrow().hasColumn("mood")).isTrue();
    long number = Math.floorDiv(1_000, SLOTS);
    blocks.put(number, Map.of("close", blocks.get(number).get("close")));
    growing.block(number, blocks.get(number));
    assertThat(text(growing.assemble().orElseThrow())).isEqualTo(text(afresh()));
    assertThat(growing.assemble().orElseThrow().hasColumn("mood")).isFalse();
  }

  @Test
  void aBlockThatLiesFarAwayChangesNothing() {
    set("close", 1_000, 1);
    set("volume", 1_000 - 3_000_000_000L, 1);
    String once = text(growing.assemble().orElseThrow());
    set("volume", 1_001 - 3_000_000_000L, 2);
    assertThat(text(growing.assemble().orElseThrow())).isEqualTo(once);
  }

  @Test
  void whatASeriesGrewByIsNotSeenByOneThatWasHandedOutBefore() {
    set("close", 1_000, 1);
    set("close", 1_001, 2);
    Series before = growing.assemble().orElseThrow();
    set("close", 1_002, 3);
    assertThat(growing.assemble().orElseThrow().target()).containsExactly(1, 2, 3);
    assertThat(before.target()).containsExactly(1, 2);
    assertThatIndexOutOfBoundsException().isThrownBy(() -> before.targetAt(2));
    assertThatIndexOutOfBoundsException()
        .isThrownBy(() -> before.columnAt("close").applyAsDouble(2));
  }

  private static SeriesAssembler assembler() {
    return new SeriesAssembler(ID, List.of("symbol", "bar"), Step.MINUTE, "close");
  }

  private Series afresh() {
    SeriesAssembler fresh = assembler();
    blocks.forEach(fresh::block);
    return fresh.assemble().orElseThrow();
  }

  /** A revision of the block with one value set. */
  private void set(String column, long step, double value) {
    long number = Math.floorDiv(step, SLOTS);
    Map<String, double[]> revision = new LinkedHashMap<>();
    blocks
        .getOrDefault(number, Map.of())
        .forEach((name, values) -> revision.put(name, values.clone()));
    double[] slots = revision.computeIfAbsent(column, name -> empty());
    slots[(int) Math.floorMod(step, (long) SLOTS)] = value;
    blocks.put(number, revision);
    growing.block(number, revision);
  }

  private static double[] empty() {
    double[] slots = new double[SLOTS];
    Arrays.fill(slots, Double.NaN);
    return slots;
  }

  private static String text(Series series) {
    StringBuilder text = new StringBuilder(series.toString()).append(series.start());
    for (String name : series.columnNames()) {
      text.append(name).append(Arrays.toString(series.column(name)));
    }
    series.planned().forEach((name, values) -> text.append(name).append(Arrays.toString(values)));
    return text.toString();
  }
}
