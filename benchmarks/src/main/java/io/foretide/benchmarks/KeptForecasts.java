package io.foretide.benchmarks;

import io.foretide.models.evaluation.Window;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The forecasts of a backtest in a file, so that what follows from them (scores, calibration) can
 * be judged again without fitting again.
 *
 * @param windows of published levels, uncalibrated
 * @param seconds that the backtest took, per cutoff
 */
record KeptForecasts(List<Window> windows, double seconds) {
  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeDouble(seconds);
      out.writeInt(windows.size());
      for (Window window : windows) {
        out.writeUTF(window.series().text());
        out.writeLong(window.cutoff().getEpochSecond());
        out.writeInt(window.steps());
        write(window.forecast().mean(), out);
        for (double[] row : window.forecast().quantiles()) {
          write(row, out);
        }
      }
    }
  }

  /**
   * @param data the series that were forecast
   */
  static KeptForecasts read(Path file, Dataset data) throws IOException {
    Map<String, Series> series =
        data.series().stream().collect(Collectors.toMap(s -> s.id().text(), Function.identity()));
    double[] levels = Levels.published();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      double seconds = in.readDouble();
      List<Window> windows = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        Series whole = series.get(in.readUTF());
        Instant cutoff = Instant.ofEpochSecond(in.readLong());
        int steps = in.readInt();
        double[] mean = read(steps, in);
        double[][] quantiles = new double[levels.length][];
        for (int q = 0; q < levels.length; q++) {
          quantiles[q] = read(steps, in);
        }
        windows.add(Window.of(new Forecast(whole.id(), cutoff, mean, levels, quantiles), whole));
      }
      return new KeptForecasts(windows, seconds);
    }
  }

  private static void write(double[] values, DataOutputStream out) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] read(int n, DataInputStream in) throws IOException {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
