package io.foretide.benchmarks;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Made-up trades in the order in which they arrive: 3 % come twice, 5 % out of order, a tenth of
 * those later than the grace period, and one in ten thousand is no good. It knows its own bars,
 * worked out plainly: a set of ids, a map of bars, sums in BigDecimal.
 *
 * <p>Each symbol ends with a trade two days on, which closes all bars before it, in two: one alone
 * that far ahead would not be believed.
 */
final class TickTape {
  static final long BEGIN_MICROS = 1_772_409_600_000_000L;
  private static final long SECOND = 1_000_000;
  private static final double DUPLICATES = 0.03;
  private static final double LATE = 0.05;
  private static final double TOO_LATE = 0.1;
  private static final double BAD = 0.0001;

  private final int symbols;
  private final int graceSeconds;
  private final int[] arrivals;
  private final int[] symbol;
  private final long[] time;
  private final double[] price;
  private final double[] size;
  private final boolean[] bad;
  private int bads;

  /**
   * @param trades before any comes twice
   */
  TickTape(int trades, int symbols, int graceSeconds, long seed) {
    this.symbols = symbols;
    this.graceSeconds = graceSeconds;
    int all = trades + 2 * symbols;
    symbol = new int[all];
    time = new long[all];
    price = new double[all];
    size = new double[all];
    bad = new boolean[all];
    Random random = new Random(seed);
    make(trades, random);
    arrivals = arrange(trades, random);
  }

  /** About ten trades a second of each symbol. */
  private void make(int trades, Random random) {
    double[] last = new double[symbols];
    Arrays.fill(last, 100);
    long now = BEGIN_MICROS;
    for (int i = 0; i < time.length; i++) {
      boolean closing = i >= trades;
      now += closing ? 0 : Math.max(1, (long) (random.nextDouble() * 2 * SECOND / (10 * symbols)));
      int s = closing ? (i - trades) % symbols : random.nextInt(symbols);
      last[s] = Math.max(1, last[s] * (1 + 0.0005 * random.nextGaussian()));
      symbol[i] = s;
      time[i] = closing ? now + 2 * 86_400 * SECOND + i : now;
      price[i] = last[s];
      size[i] = random.nextInt(10_000) / 100.0;
      if (!closing && i > 100 * symbols && random.nextDouble() < BAD) {
        bad[i] = true;
        bads++;
        price[i] =
            switch (random.nextInt(4)) {
              case 0 -> 0;
              case 1 -> Double.NaN;
              case 2 -> -price[i];
              default -> price[i] * 10;
            };
      }
    }
  }

  /** Who comes when: by time, but for those that are late and those that come again. */
  private int[] arrange(int trades, Random random) {
    int again = (int) (trades * DUPLICATES);
    long[] order = new long[time.length + again];
    int[] who = new int[order.length];
    for (int i = 0; i < time.length; i++) {
      who[i] = i;
      order[i] = time[i] + (i < trades && random.nextDouble() < LATE ? delay(random) : 0);
    }
    for (int d = 0; d < again; d++) {
      int i = random.nextInt(trades);
      who[time.length + d] = i;
      order[time.length + d] = time[i] + delay(random);
    }
    Integer[] sorted = new Integer[order.length];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, (a, b) -> Long.compare(order[a], order[b]));
    return Arrays.stream(sorted).mapToInt(at -> who[at]).toArray();
  }

  private long delay(Random random) {
    double grace = graceSeconds * (double) SECOND;
    return (long)
        (random.nextDouble() < TOO_LATE
            ? grace * (1.5 + random.nextDouble())
            : grace * 0.9 * random.nextDouble());
  }

  int arrivals() {
    return arrivals.length;
  }

  String symbolAt(int arrival) {
    return "S" + symbol[arrivals[arrival]];
  }

  long timeAt(int arrival) {
    return time[arrivals[arrival]];
  }

  double priceAt(int arrival) {
    return price[arrivals[arrival]];
  }

  double sizeAt(int arrival) {
    return size[arrivals[arrival]];
  }

  String idAt(int arrival) {
    return "T" + arrivals[arrival];
  }

  /** Whether a bar is of a closing trade, which nothing follows. */
  boolean isClosing(String bar, Map<String, Integer> secondsByLength) {
    String[] parts = bar.split(" ");
    long begins = Long.parseLong(parts[2]) * secondsByLength.get(parts[1]) * SECOND;
    return begins > time[time.length - 1] - 86_400 * SECOND;
  }

  /** How many are no good. */
  int bads() {
    return bads;
  }

  /**
   * Open, high, low, close and volume by {@code symbol length slot}, of all bars that have ended.
   */
  Map<String, List<Double>> bars(Map<String, Integer> secondsByLength) {
    Map<String, Plain> plain = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    long[] clock = new long[symbols];
    for (int trade : arrivals) {
      int s = symbol[trade];
      if (bad[trade] || time[trade] < clock[s] - graceSeconds * SECOND || !seen.add(trade)) {
        continue;
      }
      clock[s] = Math.max(clock[s], time[trade]);
      secondsByLength.forEach(
          (length, seconds) -> {
            long slot = time[trade] / (seconds * SECOND);
            plain
                .computeIfAbsent("S" + s + " " + length + " " + slot, key -> new Plain())
                .take(time[trade], price[trade], size[trade]);
          });
    }
    Map<String, List<Double>> bars = new TreeMap<>();
    plain.forEach(
        (key, bar) -> {
          String[] parts = key.split(" ");
          long ends = (Long.parseLong(parts[2]) + 1) * secondsByLength.get(parts[1]) * SECOND;
          if (ends <= clock[Integer.parseInt(parts[0].substring(1))]) {
            bars.put(key, bar.values());
          }
        });
    return bars;
  }

  private static final class Plain {
    private long firstTime = Long.MAX_VALUE;
    private long lastTime = Long.MIN_VALUE;
    private double open;
    private double close;
    private double high;
    private double low = Double.MAX_VALUE;
    private BigDecimal volume = BigDecimal.ZERO;

    /** No two trades have one time: it advances with each. */
    void take(long at, double price, double size) {
      if (at < firstTime) {
        firstTime = at;
        open = price;
      }
      if (at > lastTime) {
        lastTime = at;
        close = price;
      }
      high = Math.max(high, price);
      low = Math.min(low, price);
      volume = volume.add(new BigDecimal(size));
    }

    List<Double> values() {
      return List.of(open, high, low, close, volume.doubleValue());
    }
  }
}
