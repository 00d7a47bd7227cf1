package io.foretide.standalone.view;

import java.util.Arrays;
import java.util.Locale;

/** A line of past values and a band of forecasts, drawn in characters. */
public final class Plot {
  private static final int HEIGHT = 12;
  private static final String LABEL = "%8.1f ";

  private Plot() {}

  /**
   * One column per step: past as {@code •}, the mean as {@code ●}, the 95 % interval as {@code ░}.
   *
   * @param past oldest first
   * @param mean of the steps ahead
   * @param lower of the interval, as long as mean
   * @param upper likewise
   */
  public static String of(double[] past, double[] mean, double[] lower, double[] upper) {
    double low = Math.min(min(past), min(lower));
    double high = Math.max(max(past), max(upper));
    double range = high > low ? high - low : 1;
    int columns = past.length + mean.length;
    char[][] grid = new char[HEIGHT][columns];
    for (char[] row : grid) {
      Arrays.fill(row, ' ');
    }
    for (int c = 0; c < past.length; c++) {
      grid[row(past[c], low, range)][c] = '•';
    }
    for (int h = 0; h < mean.length; h++) {
      int c = past.length + h;
      for (int r = row(upper[h], low, range); r <= row(lower[h], low, range); r++) {
        grid[r][c] = '░';
      }
      grid[row(mean[h], low, range)][c] = '●';
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < HEIGHT; r++) {
      double value = high - range * r / (HEIGHT - 1);
      text.append(String.format(Locale.ROOT, LABEL, value))
          .append('┤')
          .append(new String(grid[r]).stripTrailing())
          .append(System.lineSeparator());
    }
    return text.append(" ".repeat(9))
        .append('└')
        .append("─".repeat(past.length))
        .append('┴')
        .append("─".repeat(Math.max(0, mean.length - 1)))
        .append(System.lineSeparator())
        .toString();
  }

  /** Row 0 is the top. */
  private static int row(double value, double low, double range) {
    int row = (int) Math.round((HEIGHT - 1) * (1 - (value - low) / range));
    return Math.max(0, Math.min(HEIGHT - 1, row));
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElse(Double.POSITIVE_INFINITY);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
  }
}
