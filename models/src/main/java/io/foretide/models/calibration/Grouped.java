package io.foretide.models.calibration;

import io.foretide.models.evaluation.Window;
import io.foretide.models.series.SeriesId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Conformal} correction for each group of series of like {@link Past#regularity}, as in
 * Mondrian conformal prediction (Vovk, Gammerman &amp; Shafer 2005, section 4.5). Pooled over all,
 * the many products that sell now and then, whose errors have long tails, make the intervals of
 * those that sell every day too wide. A series that was never backtested has a group too.
 */
final class Grouped implements Correction {
  static final String FORMAT = "calibrated/3";

  private static final int GROUPS = 3;

  /** Fewer errors go together too often for a group to tell its own tails. */
  private static final int FEWEST_SERIES = 10;

  private final double[] edges; // ascending; group g holds regularities above edges[g - 1]
  private final List<Conformal> groups;

  private Grouped(double[] edges, List<Conformal> groups) {
    this.edges = edges;
    this.groups = groups;
  }

  /**
   * Learns from windows that all have these levels; with no windows, nothing is moved. A series is
   * of the group that its latest window says, with all its windows: what a season does to its level
   * must not move it between groups, and its next forecast comes after that window.
   *
   * @param target the cutoff whose intervals are to be corrected, not among those of the windows
   */
  static Grouped learn(List<Window> windows, double[] levels, int steps, Instant target) {
    Map<SeriesId, Window> latest = new HashMap<>();
    for (Window window : windows) {
      latest.merge(
          window.series(),
          window,
          (one, other) -> one.forecast().cutoff().isAfter(other.forecast().cutoff()) ? one : other);
    }
    Map<SeriesId, Past> pasts = new HashMap<>();
    latest.forEach((series, window) -> pasts.put(series, Past.of(window)));
    double[] edges = edges(pasts.values());
    List<List<Window>> members = new ArrayList<>();
    for (int g = 0; g <= edges.length; g++) {
      members.add(new ArrayList<>());
    }
    windows.forEach(window -> members.get(group(edges, pasts.get(window.series()))).add(window));
    return new Grouped(
        edges, members.stream().map(some -> Conformal.learn(some, levels, steps, target)).toList());
  }

  /** Groups of as many series; none is empty, since its upper edge is one of its own. */
  private static double[] edges(Collection<Past> series) {
    int groups = Math.max(1, Math.min(GROUPS, series.size() / FEWEST_SERIES));
    double[] sorted = series.stream().mapToDouble(Past::regularity).sorted().toArray();
    double[] edges = new double[groups - 1];
    for (int g = 1; g < groups; g++) {
      edges[g - 1] = sorted[g * sorted.length / groups - 1];
    }
    return Arrays.stream(edges).distinct().filter(e -> e < sorted[sorted.length - 1]).toArray();
  }

  private static int group(double[] edges, Past past) {
    int group = 0;
    while (group < edges.length && past.regularity() > edges[group]) {
      group++;
    }
    return group;
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public void apply(double[] levels, double[][] quantiles, double[] mean, Past past) {
    groups.get(group(edges, past)).apply(levels, quantiles, mean, past);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(edges.length);
    for (double edge : edges) {
      out.writeDouble(edge);
    }
    for (Conformal group : groups) {
      group.write(out);
    }
  }

  static Grouped read(DataInput in) throws IOException {
    double[] edges = new double[in.readInt()];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = in.readDouble();
    }
    List<Conformal> groups = new ArrayList<>();
    for (int g = 0; g <= edges.length; g++) {
      groups.add(Conformal.read(in));
    }
    return new Grouped(edges, groups);
  }
}
