package io.foretide.registry.pictures;

import io.foretide.models.explanation.Explanation;
import io.foretide.registry.pictures.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;

/**
 * A field per value; where there are very many, a field for the mean of some neighbours. Shades
 * begin at zero, unless all values are so far from it that all would look alike.
 */
final class HeatMap {
  private static final int MOST_COLUMNS = 240;
  private static final int MOST_ROWS = 120;
  private static final double LEGEND = 84;
  private static final double BAR = 14;

  private final Explanation told;
  private final List<String> rows;
  private final List<String> columns;
  private final double[][] values;
  private final double least;
  private final double most;

  private HeatMap(Explanation told) {
    this.told = told;
    int across = block(told.columns().size(), MOST_COLUMNS);
    int down = block(told.rows().size(), MOST_ROWS);
    this.rows = every(told.rows(), down);
    this.columns = every(told.columns(), across);
    this.values = means(told, rows.size(), down, columns.size(), across);
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double[] row : values) {
      for (double value : row) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    this.least = low < high / 2 ? Math.min(0, low) : low;
    this.most = high;
  }

  static String draw(Explanation told, String heading, Theme theme) {
    return new HeatMap(told).document(heading, theme);
  }

  private String document(String heading, Theme theme) {
    Svg svg = new Svg(Pictures.WIDTH, heading, told.meaning() + strongest());
    double top = svg.heading();
    double left = 44 + Places.widest(rows);
    double w = (svg.width() - left - LEGEND) / columns.size();
    double h = Math.max(3.5, Math.min(26, 380.0 / rows.size()));
    double bottom = top + rows.size() * h;
    svg.upright(18, (top + bottom) / 2, told.look().rows());
    Places.choose(
        rows,
        h,
        Svg.SMALL + 1,
        (i, name) -> svg.text(left - 6, top + (i + 0.5) * h + 4, Anchor.END, name));
    fields(svg, left, top, w, h);
    Places.choose(
        columns,
        w,
        Places.widest(columns) + 8,
        (i, name) -> svg.text(left + (i + 0.5) * w, bottom + 16, Anchor.MIDDLE, name));
    svg.muted((left + svg.width() - LEGEND) / 2, bottom + 34, Anchor.MIDDLE, told.look().columns());
    cutoff(svg, left, top, bottom, w);
    legend(svg, top, Math.max(bottom, top + 60));
    return svg.document(Math.max(bottom, top + 60) + 46, theme);
  }

  private void fields(Svg svg, double left, double top, double w, double h) {
    List<StringBuilder> paths = new ArrayList<>();
    for (int shade = 0; shade < Theme.SHADES; shade++) {
      paths.add(new StringBuilder());
    }
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); ) {
        int shade = shade(values[r][c]);
        int from = c;
        while (c < columns.size() && shade(values[r][c]) == shade) {
          c++;
        }
        paths.get(shade).append("M%d %dh%dv1H%dz".formatted(from, r, c - from, from));
      }
    }
    for (int shade = 0; shade < paths.size(); shade++) {
      if (paths.get(shade).length() > 0) {
        svg.grid("h" + shade, left, top, w, h, paths.get(shade));
      }
    }
  }

  private int shade(double value) {
    return most > least
        ? (int) Math.round((value - least) / (most - least) * (Theme.SHADES - 1))
        : 0;
  }

  /** Where the columns are steps on both sides of the cutoff: 0 is the last before it. */
  private void cutoff(Svg svg, double left, double top, double bottom, double w) {
    int last = columns.indexOf("0");
    if (last >= 0 && last + 1 < columns.size()) {
      double x = left + (last + 1) * w;
      svg.line("axis", x, top - 6, x, bottom + 4);
      svg.muted(x + 4, top - 2, Anchor.START, "cutoff");
    }
  }

  private void legend(Svg svg, double top, double bottom) {
    double x = svg.width() - LEGEND + 18;
    double h = (bottom - top) / Theme.SHADES;
    for (int shade = 0; shade < Theme.SHADES; shade++) {
      svg.rect("h" + shade, x, bottom - (shade + 1) * h, BAR, h + 0.3);
    }
    svg.text(x + BAR + 4, top + 10, Anchor.START, Scale.text(most));
    svg.text(x + BAR + 4, bottom, Anchor.START, Scale.text(least));
    svg.upright(svg.width() - 8, (top + bottom) / 2, told.look().values());
  }

  private String strongest() {
    int row = 0;
    int column = 0;
    for (int r = 0; r < told.rows().size(); r++) {
      for (int c = 0; c < told.columns().size(); c++) {
        if (told.at(r, c) > told.at(row, column)) {
          row = r;
          column = c;
        }
      }
    }
    return " The largest value, "
        + Scale.text(told.at(row, column))
        + ", is in row "
        + told.rows().get(row)
        + ", column "
        + told.columns().get(column)
        + ".";
  }

  private static int block(int count, int most) {
    return (count + most - 1) / most;
  }

  private static List<String> every(List<String> names, int block) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < names.size(); i += block) {
      some.add(names.get(i));
    }
    return some;
  }

  private static double[][] means(Explanation told, int rows, int down, int columns, int across) {
    double[][] means = new double[rows][columns];
    for (int r = 0; r < rows; r++) {
      int rowEnd = Math.min(told.rows().size(), (r + 1) * down);
      for (int c = 0; c < columns; c++) {
        int columnEnd = Math.min(told.columns().size(), (c + 1) * across);
        double sum = 0;
        for (int i = r * down; i < rowEnd; i++) {
          for (int j = c * across; j < columnEnd; j++) {
            sum += told.at(i, j);
          }
        }
        means[r][c] = sum / ((rowEnd - r * down) * (columnEnd - c * across));
      }
    }
    return means;
  }
}
