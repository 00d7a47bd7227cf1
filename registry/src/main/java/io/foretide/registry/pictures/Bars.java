package io.foretide.registry.pictures;

import io.foretide.models.explanation.Explanation;
import io.foretide.registry.pictures.Svg.Anchor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A bar per row, the longest first; the columns stand side by side, each in its own unit. */
final class Bars {
  private static final int MOST = 30;
  private static final double ROW = 20;
  private static final double GAP = 28;
  private static final double NUMBER = 62;

  private Bars() {}

  static String draw(Explanation told, String heading, Theme theme) {
    List<Integer> order =
        IntStream.range(0, told.rows().size())
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -Math.abs(told.at(row, 0))))
            .limit(MOST)
            .toList();
    Svg svg = new Svg(Pictures.WIDTH, heading, told.meaning());
    double top = svg.heading() + 18;
    List<String> names =
        order.stream().map(row -> Svg.shortened(told.rows().get(row), 34)).toList();
    double left = 24 + Places.widest(names);
    svg.muted(left - 8, top - 8, Anchor.END, told.look().rows());
    for (int i = 0; i < names.size(); i++) {
      svg.text(left - 8, top + (i + 0.5) * ROW + 4, Anchor.END, names.get(i));
    }
    int panels = told.columns().size();
    double width = (svg.width() - left - 16 - GAP * (panels - 1)) / panels;
    for (int panel = 0; panel < panels; panel++) {
      panel(svg, told, panel, order, left + panel * (width + GAP), top, width);
    }
    double bottom = top + order.size() * ROW;
    int hidden = told.rows().size() - order.size();
    if (hidden > 0) {
      bottom += 18;
      svg.muted(left, bottom, Anchor.START, hidden + " more, all of them smaller");
    }
    return svg.document(bottom + 18, theme);
  }

  private static void panel(
      Svg svg,
      Explanation told,
      int panel,
      List<Integer> order,
      double x,
      double top,
      double width) {
    String unit = told.look().values();
    svg.muted(
        x, top - 8, Anchor.START, told.columns().get(panel) + (unit.isEmpty() ? "" : ", " + unit));
    double most = order.stream().mapToDouble(row -> told.at(row, panel)).max().orElse(0);
    double least = order.stream().mapToDouble(row -> told.at(row, panel)).min().orElse(0);
    // Values stand at the ends of their bars: on the left too where some are below zero.
    double before = least < 0 ? NUMBER : 0;
    double scale =
        (width - NUMBER - before) / Math.max(1e-300, Math.max(0, most) - Math.min(0, least));
    double zero = x + before - Math.min(0, least) * scale;
    for (int i = 0; i < order.size(); i++) {
      double value = told.at(order.get(i), panel);
      double length = Math.max(0.5, Math.abs(value) * scale);
      double y = top + i * ROW;
      boolean below = value < 0;
      svg.rect("f" + panel % Theme.colours(), below ? zero - length : zero, y + 3, length, ROW - 6);
      svg.text(
          below ? zero - length - 5 : zero + length + 5,
          y + ROW / 2 + 4,
          below ? Anchor.END : Anchor.START,
          Scale.text(value));
    }
    svg.line("axis", zero, top, zero, top + order.size() * ROW);
  }
}
