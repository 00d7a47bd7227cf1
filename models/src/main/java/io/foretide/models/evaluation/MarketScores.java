package io.foretide.models.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a backtest on a market is worth: by how much it beats the random walk and the majority
 * class, and how sure that is. Intervals are of 95 %, by {@link BlockBootstrap} over cutoffs.
 *
 * <p>By name:
 *
 * <ul>
 *   <li>{@code skill}: 1 - loss over the random walk's, with {@code skill.low}, {@code skill.high}
 *       and {@code skill.p}, the {@link DieboldMariano} probability of no skill. The loss is the
 *       absolute error in units of the series' naive error; of a probability it is the squared
 *       error (Brier 1950)
 *   <li>{@code direction.low}, {@code direction.high}: of {@link Metric#DIRECTION}, percent
 *   <li>{@code majority}: the share of steps on the side on which most of them lay, percent. Nobody
 *       knew that side before; it is the harder floor. {@code edge}: direction less majority, with
 *       {@code edge.low} and {@code edge.high}
 *   <li>{@code precision}, {@code recall}, {@code F1}: of the steps forecast to lie above, percent;
 *       a forecast of neither side counts half
 *   <li>{@code R2} and, because it means nothing alone, {@code R2.walk}: share of the variance of
 *       the actual values explained, the mean over the series, by the model and by the walk
 *   <li>{@code portfolio.return} and so on, see {@link PortfolioScores}: of a model that makes a
 *       portfolio, beside {@code equal.return} and so on, of equal weights
 * </ul>
 */
public record MarketScores(Map<String, Double> values) {
  /** One-sided, as the lower end of a 95 % interval is. */
  private static final double SURE = 0.025;

  /** What the data cannot give is left out. */
  public MarketScores {
    Map<String, Double> finite = new TreeMap<>(values);
    finite.values().removeIf(value -> !Double.isFinite(value));
    values = Collections.unmodifiableMap(finite);
  }

  /**
   * @param windows those of one backtest, at least one
   */
  public static MarketScores of(List<Window> windows) {
    Map<Instant, List<Window>> byCutoff = new TreeMap<>();
    windows.forEach(w -> byCutoff.computeIfAbsent(w.cutoff(), c -> new ArrayList<>()).add(w));
    List<Toll> tolls =
        byCutoff.values().stream().map(Toll::of).filter(toll -> toll.points() > 0).toList();
    Map<String, Double> values = new TreeMap<>();
    BlockBootstrap bootstrap = new BlockBootstrap(tolls.size());
    Toll all = Toll.sum(tolls);
    put(values, "skill", all.skill(), bootstrap.interval(d -> Toll.sum(tolls, d).skill()));
    values.put(
        "skill.p",
        DieboldMariano.pValue(
            tolls.stream().mapToDouble(t -> (t.walk() - t.loss()) / t.points()).toArray()));
    boolean up = all.above() > all.moved() / 2;
    put(
        values,
        "direction",
        all.direction(),
        bootstrap.interval(d -> Toll.sum(tolls, d).direction()));
    values.put("majority", all.constant(up));
    put(values, "edge", all.edge(up), bootstrap.interval(d -> Toll.sum(tolls, d).edge(up)));
    double precision = 100 * all.hits() / all.called();
    double recall = 100 * all.hits() / all.above();
    values.put("precision", precision);
    values.put("recall", recall);
    values.put("F1", 2 * precision * recall / (precision + recall));
    values.put("R2", explained(windows, false));
    values.put("R2.walk", explained(windows, true));
    boolean portfolio = windows.stream().allMatch(w -> w.isPrice() && !Double.isNaN(w.share()));
    if (portfolio && byCutoff.size() > 1) {
      values.putAll(PortfolioScores.of("portfolio", byCutoff, Window::share));
      values.putAll(
          PortfolioScores.of("equal", byCutoff, w -> 1.0 / byCutoff.get(w.cutoff()).size()));
    }
    return new MarketScores(values);
  }

  private static void put(
      Map<String, Double> values, String name, double value, double[] interval) {
    values.put(name, value);
    values.put(name + ".low", interval[0]);
    values.put(name + ".high", interval[1]);
  }

  /** The score of that name; NaN where the data cannot give it. */
  public double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  /**
   * Whether it is surely better than the random walk: the interval of its skill lies above 0, and
   * the test that allows for few cutoffs, where such intervals are too narrow, says so as well.
   */
  public boolean beatsFloor() {
    return get("skill.low") > 0 && get("skill.p") < SURE;
  }

  private static double explained(List<Window> windows, boolean walk) {
    Map<String, List<Window>> bySeries = new TreeMap<>();
    windows.forEach(
        w -> bySeries.computeIfAbsent(w.series().text(), s -> new ArrayList<>()).add(w));
    return bySeries.values().stream()
        .mapToDouble(own -> explainedOfOne(own, walk))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private static double explainedOfOne(List<Window> windows, boolean walk) {
    double errors = 0;
    double sum = 0;
    double squares = 0;
    double n = 0;
    for (Window w : windows) {
      errors += w.sum((f, y) -> Math.pow(y - (walk ? w.floor() : f), 2));
      sum += w.sum((f, y) -> y);
      squares += w.sum((f, y) -> y * y);
      n += w.sum((f, y) -> 1);
    }
    return 1 - errors / (squares - sum * sum / n);
  }

  /**
   * What one or more cutoffs add up to.
   *
   * @param loss of the model, summed over the points
   * @param walk of the random walk
   * @param right steps on the side on which they were forecast
   * @param moved steps on either side
   * @param above those above
   * @param called those forecast to lie above
   * @param hits those of them that did
   */
  private record Toll(
      double points,
      double loss,
      double walk,
      double right,
      double moved,
      double above,
      double called,
      double hits) {
    static Toll of(List<Window> windows) {
      Toll sum = new Toll(0, 0, 0, 0, 0, 0, 0, 0);
      for (Window w : windows) {
        sum =
            sum.plus(
                new Toll(
                    w.sum((f, y) -> 1),
                    w.sum((f, y) -> w.loss(f, y)),
                    w.sum((f, y) -> w.loss(w.floor(), y)),
                    w.sum((f, y) -> Metric.side(w, f, y)),
                    w.sum((f, y) -> Metric.moved(w, y)),
                    w.sum((f, y) -> above(w, y)),
                    w.sum((f, y) -> Metric.moved(w, y) * called(w, f)),
                    w.sum((f, y) -> above(w, y) * called(w, f))));
      }
      return sum;
    }

    static Toll sum(List<Toll> tolls) {
      return sum(tolls, IntStream.range(0, tolls.size()).toArray());
    }

    static Toll sum(List<Toll> tolls, int[] drawn) {
      Toll sum = new Toll(0, 0, 0, 0, 0, 0, 0, 0);
      for (int at : drawn) {
        sum = sum.plus(tolls.get(at));
      }
      return sum;
    }

    private static double above(Window w, double y) {
      return y > w.pivot() ? 1 : 0;
    }

    private static double called(Window w, double f) {
      return (1 + Math.signum(f - w.pivot())) / 2;
    }

    Toll plus(Toll o) {
      return new Toll(
          points + o.points,
          loss + o.loss,
          walk + o.walk,
          right + o.right,
          moved + o.moved,
          above + o.above,
          called + o.called,
          hits + o.hits);
    }

    double skill() {
      return 1 - loss / walk;
    }

    double direction() {
      return 100 * right / moved;
    }

    /** Of always saying the same. */
    double constant(boolean up) {
      return 100 * (up ? above : moved - above) / moved;
    }

    double edge(boolean up) {
      return direction() - constant(up);
    }
  }
}
