package io.foretide.ingest.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.ingest.merge.BinaryIn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SymbolBarsTest {
  private static final long BEGIN = Instant.parse("2026-03-02T14:30:00Z").getEpochSecond();
  private static final long NOW = (BEGIN + 1_000_000) * 1_000;
  private static final int GRACE = 20;

  private final MarketSettings settings =
      new MarketSettings(
          List.of(BarLength.parse("1m"), BarLength.parse("5m")),
          Exchanges.one(MarketCalendar.always()),
          Duration.ofSeconds(GRACE),
          Set.of(),
          3,
          Duration.ofSeconds(60),
          Duration.ofHours(24));
  private final Heard heard = new Heard();
  private SymbolBars symbol = new SymbolBars(settings, MarketCalendar.always());

  /** What was told, as a reader of the topic would keep it. */
  private static final class Heard implements SymbolBars.Sink {
    final Map<String, List<Double>> bars = new TreeMap<>();
    final List<Fate> rejects = new ArrayList<>();
    int told;

    @Override
    public void bar(BarLength length, long slot, double[] values) {
      bars.put(length.name() + " " + slot, Arrays.stream(values).boxed().toList());
      told++;
    }

    @Override
    public void rejected(Tick tick, Fate fate) {
      rejects.add(fate);
    }
  }

  @Test
  void aBarIsToldWhenTheNextTickIsPastItsEndAndNotBefore() {
    fold(0, 100, 1);
    fold(59.999, 101, 2);
    assertThat(heard.bars).isEmpty();

    fold(60, 99, 1);

    assertThat(heard.bars)
        .containsExactly(Map.entry("1m " + BEGIN / 60, List.of(101.0, 101.0, 100.0, 100.0, 3.0)));
  }

  @Test
  void inWhateverOrderTicksComeWithinTheGraceTheBarsAreTheSame() {
    Random random = new Random(4);
    List<double[]> ticks = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      // Several trades in one instant, so that only their sequence tells which came last.
      ticks.add(
          new double[] {i / 10, 100 + random.nextGaussian(), Math.abs(random.nextGaussian()), i});
    }
    ticks.add(new double[] {900, 100, 1, 9_999});
    ticks.forEach(this::fold);
    Map<String, List<Double>> inOrder = Map.copyOf(heard.bars);

    Heard shuffled = new Heard();
    symbol = new SymbolBars(settings, MarketCalendar.always());
    List<double[]> displaced = new ArrayList<>(ticks);
    for (int from = 0; from + 70 < displaced.size(); from += 70) {
      Collections.shuffle(displaced.subList(from, from + 70), random);
    }
    for (double[] tick : displaced) {
      symbol.fold(tick(tick), NOW, shuffled);
      symbol.fold(tick(tick), NOW, shuffled);
      symbol.tellRevised(shuffled);
    }

    assertThat(shuffled.rejects).isEmpty();
    assertThat(shuffled.bars).isEqualTo(inOrder).hasSize(6);
    assertThat(shuffled.told).as("revisions").isGreaterThan(6);
  }

  @Test
  void aLateTickRevisesABarWithinTheGraceAndIsRejectedAfter() {
    fold(10, 100, 1);
    fold(65, 101, 1);
    assertThat(fold(46, 105, 2)).isEqualTo(Fate.ACCEPTED);
    symbol.tellRevised(heard);
    assertThat(heard.bars.get("1m " + BEGIN / 60)).containsExactly(105.0, 105.0, 100.0, 100.0, 3.0);

    assertThat(fold(44, 90, 1)).isEqualTo(Fate.LATE);

    symbol.tellRevised(heard);
    assertThat(heard.bars.get("1m " + BEGIN / 60)).containsExactly(105.0, 105.0, 100.0, 100.0, 3.0);
    assertThat(heard.rejects).containsExactly(Fate.LATE);
  }

  @Test
  void aMinuteWithoutTradesIsNoBar() {
    fold(0, 100, 1);
    fold(200, 101, 1);
    fold(500, 102, 1);

    assertThat(heard.bars.keySet())
        .containsExactlyInAnyOrder(
            "1m " + BEGIN / 60, "1m " + (BEGIN + 200) / 60, "5m " + BEGIN / 300);
  }

  @Test
  void aSlipIsRejectedAndALevelThatStaysIsBelieved() {
    for (int i = 0; i < 10; i++) {
      fold(i, 100 + i, 1);
    }
    assertThat(fold(10, 1_040, 1)).isEqualTo(Fate.FAT_FINGER);
    assertThat(fold(11, 10.4, 1)).isEqualTo(Fate.FAT_FINGER);
    assertThat(fold(12, 111, 1)).isEqualTo(Fate.ACCEPTED);
    List<Fate> afterTheSplit = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      afterTheSplit.add(fold(13 + i, 10 + i * 0.1, 1));
    }

    assertThat(afterTheSplit.get(0)).isEqualTo(Fate.FAT_FINGER);
    assertThat(afterTheSplit.get(11)).isEqualTo(Fate.ACCEPTED);
    fold(60, 10, 1);
    assertThat(heard.bars.get("1m " + BEGIN / 60).get(1)).as("high").isEqualTo(111);
  }

  @Test
  void whatIsNoTradeIsRejectedWithItsReason() {
    assertThat(fold(0, 0, 1)).isEqualTo(Fate.BAD_PRICE);
    assertThat(fold(0, -5, 1)).isEqualTo(Fate.BAD_PRICE);
    assertThat(fold(0, Double.NaN, 1)).isEqualTo(Fate.BAD_PRICE);
    assertThat(fold(0, Double.POSITIVE_INFINITY, 1)).isEqualTo(Fate.BAD_PRICE);
    assertThat(fold(0, 100, -1)).isEqualTo(Fate.BAD_SIZE);
    assertThat(fold(0, 100, Double.NaN)).isEqualTo(Fate.BAD_SIZE);
    assertThat(fold(2_000_000, 100, 1)).as("ahead of the log").isEqualTo(Fate.TIME_TRAVEL);
    assertThat(fold(-2.0 * BEGIN, 100, 1)).isEqualTo(Fate.TIME_TRAVEL);
  }

  @Test
  void aTickAloneInAnotherWeekDoesNotMoveTheClock() {
    fold(0, 100, 1);
    assertThat(fold(700_000, 100, 1)).isEqualTo(Fate.HELD);
    assertThat(fold(1, 101, 1)).isEqualTo(Fate.ACCEPTED);
    assertThat(heard.rejects).containsExactly(Fate.TIME_TRAVEL);

    assertThat(fold(700_000, 102, 1)).isEqualTo(Fate.HELD);
    assertThat(fold(700_001, 103, 1)).as("it was not alone").isEqualTo(Fate.ACCEPTED);
    assertThat(heard.bars.get("1m " + BEGIN / 60)).containsExactly(101.0, 101.0, 100.0, 100.0, 2.0);
  }

  @Test
  void aSymbolThatNobodyTradesIsClosedByTheClockAfterTheGrace() {
    fold(0, 100, 1);
    long end = (BEGIN + 60) * 1_000_000;
    symbol.passed(end + GRACE * 1_000_000 - 1, heard);
    assertThat(heard.bars).isEmpty();

    symbol.passed(end + GRACE * 1_000_000, heard);

    assertThat(heard.bars).containsOnlyKeys("1m " + BEGIN / 60);
  }

  @Test
  void readBackInTheMiddleItGoesOnAsIfNothingHadHappened() {
    Random random = new Random(8);
    Map<Long, byte[]> seen = new HashMap<>();
    Heard whole = new Heard();
    SymbolBars undisturbed = new SymbolBars(settings, MarketCalendar.always());
    for (int i = 0; i < 2_000; i++) {
      double second = i / 5.0 - random.nextInt(GRACE);
      double[] one = {second, 100 + random.nextGaussian(), random.nextDouble(), i % 1_900};
      Fate expected = undisturbed.fold(tick(one), NOW, whole);
      assertThat(symbol.fold(tick(one), NOW, heard)).isEqualTo(expected);
      if (i % 97 == 0) {
        symbol.drainSeen(
            (stretch, ids) ->
                ids.ifPresentOrElse(b -> seen.put(stretch, b), () -> seen.remove(stretch)));
        symbol = SymbolBars.fromBytes(settings, MarketCalendar.always(), symbol.toBytes());
        seen.forEach(symbol::restoreSeen);
      }
    }

    assertThat(heard.bars).isEqualTo(whole.bars).isNotEmpty();
    assertThat(heard.rejects).isEqualTo(whole.rejects);
    assertThat(seen).as("remembered stretches").hasSizeBetween(1, 24);
  }

  @Test
  void tradesThatCameAndWereForgottenBetweenTwoCommitsAreNeverWritten() {
    Map<Long, Integer> kept = new HashMap<>();
    for (int second = 0; second < 40 * GRACE; second++) {
      fold(second, 100, 1);
    }
    symbol.drainSeen(
        (stretch, ids) -> kept.put(stretch, new BinaryIn(ids.orElseThrow()).readCount()));
    assertThat(kept).as("what came between two commits is one record").hasSize(1);
    assertThat(kept.values().iterator().next()).isBetween(GRACE, 6 * GRACE);

    Map<Long, Boolean> then = new HashMap<>();
    fold(60 * GRACE, 100, 1);
    symbol.drainSeen((stretch, ids) -> then.put(stretch, ids.isPresent()));
    assertThat(then.values()).as("the new one").containsOnlyOnce(true);
    assertThat(then.keySet()).as("what was written is taken back").containsAll(kept.keySet());
  }

  @Test
  void aSumIsRoundedOnceWhateverTheOrderOfItsTerms() {
    Random random = new Random(2);
    for (int trial = 0; trial < 500; trial++) {
      List<Double> terms = new ArrayList<>();
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = 0; i < 40; i++) {
        double term = random.nextDouble() * Math.pow(10, random.nextInt(30) - 15);
        terms.add(term);
        exact = exact.add(new BigDecimal(term));
      }
      Collections.shuffle(terms, random);
      ExactSum sum = new ExactSum();
      terms.forEach(sum::add);
      assertThat(sum.value()).isEqualTo(exact.doubleValue());
    }
  }

  @Test
  void withoutTradeIdsTimePriceSizeAndSequenceTellTradesApart() {
    assertThat(fold(1, 100, 1)).isEqualTo(Fate.ACCEPTED);
    assertThat(fold(1, 100, 1)).isEqualTo(Fate.DUPLICATE);
    assertThat(fold(1, 100, 2)).isEqualTo(Fate.ACCEPTED);
    assertThat(symbol.fold(tick(new double[] {1, 100, 1, 7}), NOW, heard)).isEqualTo(Fate.ACCEPTED);
  }

  @Test
  void oneTradeIdIsOneTradeWhateverElseIsSaid() {
    Tick first = tradeWithId("T-1", 100);
    Tick again = tradeWithId("T-1", 105);
    Tick other = tradeWithId("T-2", 100);

    assertThat(symbol.fold(first, NOW, heard)).isEqualTo(Fate.ACCEPTED);
    assertThat(symbol.fold(again, NOW, heard)).isEqualTo(Fate.DUPLICATE);
    assertThat(symbol.fold(other, NOW, heard)).isEqualTo(Fate.ACCEPTED);
  }

  @Test
  void linesOfJsonAreReadInTheSpellingsThatExchangesUse() {
    Tick tick = new Tick();
    Optional<String> symbol =
        JsonTicks.read(
            "{\"s\":\"BTCUSDT\",\"t\":1772461800250,\"p\":\"65000.5\",\"q\":\"0.25\",\"id\":77}",
            tick);
    assertThat(symbol).contains("BTCUSDT");
    assertThat(tick).hasToString("2026-03-02T14:30:00.250Z 65000.5 x 0.25");
    assertThat(tick.sequence).isEqualTo(77);
  }

  private void fold(double[] tick) {
    symbol.fold(tick(tick), NOW, heard);
  }

  private Fate fold(double second, double price, double size) {
    Tick tick = new Tick();
    tick.set(micros(second), price, size, new byte[0], 0, 0, false, 0);
    return symbol.fold(tick, NOW, heard);
  }

  private static Tick tradeWithId(String id, double price) {
    Tick tick = new Tick();
    tick.set(micros(1), price, 1, id.getBytes(), 0, id.length(), false, 0);
    return tick;
  }

  /** Second, price, size and sequence. */
  private static Tick tick(double[] of) {
    Tick tick = new Tick();
    tick.set(micros(of[0]), of[1], of[2], new byte[0], 0, 0, true, (long) of[3]);
    return tick;
  }

  private static long micros(double second) {
    return BEGIN * 1_000_000 + Math.round(second * 1e6);
  }
}
