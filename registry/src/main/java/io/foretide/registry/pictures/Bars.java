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
            .sorted(Comparator.comparingDouble(row -> -told.at(row, 0)))
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
    for (int i = 0; i < order.size(); i++) {
      double value = told.at(order.get(i), panel);
      double length = most > 0 ? Math.max(0, value) / most * (width - NUMBER) : 0;
      double y = top + i * ROW;
      svg.rect("f" + panel % Theme.colours(), x, y + 3, Math.max(length, 0.5), ROW - 6);
      svg.text(x + length + 5, y + ROW / 2 + 4, Anchor.START, Scale.text(value));
    }
    svg.line("axis", x, top, x, top + order.size() * ROW);
  }
}
