package io.foretide.registry.pictures;

import io.foretide.models.explanation.Explanation;
import io.foretide.registry.pictures.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;

/** A line per row along the columns. */
final class Lines {
  private static final double HEIGHT = 260;
  private static final double RIGHT = 20;
  private static final int MARKS = 6;
  private static final int MOST_POINTS = 4000;
  private static final int DENSE = 200;

  private Lines() {}

  static String draw(Explanation told, String heading, Theme theme) {
    Svg svg = new Svg(Pictures.WIDTH, heading, told.meaning());
    double top = legend(svg, told, svg.heading());
    Scale scale = scale(told);
    List<String> marks = scale.marks().stream().map(Scale::text).toList();
    double left = 34 + Places.widest(marks);
    double bottom = top + HEIGHT;
    svg.upright(16, (top + bottom) / 2, told.look().values());
    for (double mark : scale.marks()) {
      double y = bottom - scale.share(mark) * HEIGHT;
      svg.line(mark == 0 ? "axis" : "grid", left, y, svg.width() - RIGHT, y);
      svg.text(left - 6, y + 4, Anchor.END, Scale.text(mark));
    }
    int columns = told.columns().size();
    double stride = (svg.width() - RIGHT - left) / Math.max(1, columns - 1);
    Places.choose(
        told.columns(),
        stride,
        Places.widest(told.columns()) + 14,
        (i, name) -> {
          double x = left + i * stride;
          boolean last = x + Svg.widthOf(name) / 2 > svg.width();
          svg.line("axis", x, bottom, x, bottom + 4);
          svg.text(
              last ? svg.width() - 4 : x, bottom + 17, last ? Anchor.END : Anchor.MIDDLE, name);
        });
    // The first line is what the picture is of: none covers it.
    for (int row = told.rows().size() - 1; row >= 0; row--) {
      svg.curve(row, dense(told), path(told, row, scale, left, bottom, stride));
    }
    svg.muted((left + svg.width() - RIGHT) / 2, bottom + 36, Anchor.MIDDLE, told.look().columns());
    return svg.document(bottom + 48, theme);
  }

  private static boolean dense(Explanation told) {
    return told.columns().size() > DENSE;
  }

  private static Scale scale(Explanation told) {
    List<Double> all = new ArrayList<>();
    for (int row = 0; row < told.rows().size(); row++) {
      for (int column = 0; column < told.columns().size(); column++) {
        all.add(told.at(row, column));
      }
    }
    double least = all.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = all.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    return Scale.around(least, most, MARKS);
  }

  private static CharSequence path(
      Explanation told, int row, Scale scale, double left, double bottom, double stride) {
    StringBuilder path = new StringBuilder();
    int columns = told.columns().size();
    int every = (columns + MOST_POINTS - 1) / MOST_POINTS;
    for (int c = 0; c < columns; c += every) {
      path.append(c == 0 ? 'M' : 'L')
          .append(Svg.n(left + c * stride))
          .append(' ')
          .append(Svg.n(bottom - scale.share(told.at(row, c)) * HEIGHT));
    }
    return path;
  }

  /** None where there is one line: the title names it. */
  private static double legend(Svg svg, Explanation told, double y) {
    if (told.rows().size() < 2) {
      return y;
    }
    double x = 24;
    for (int row = 0; row < told.rows().size(); row++) {
      svg.curve(row, dense(told), "M%s %sh24".formatted(Svg.n(x), Svg.n(y)));
      svg.text(x + 30, y + 4, Anchor.START, told.rows().get(row));
      x += 30 + Svg.widthOf(told.rows().get(row)) + 22;
    }
    return y + 18;
  }
}
