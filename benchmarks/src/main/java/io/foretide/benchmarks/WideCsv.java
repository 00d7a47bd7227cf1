package io.foretide.benchmarks;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A file of one column per series and one line per step, as the long-horizon sets come: a header, a
 * column of times (unless {@code timeColumn} is {@code none}) and columns of numbers.
 */
final class WideCsv {
  /** Such as 2016-07-01 00:00:00, 2016/7/1 0:00, 2016-07-01T00:00:00 or 2016-07-01. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("[yyyy-M-d][yyyy/M/d][ ]['T'][H:mm[:ss]]")
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .toFormatter();

  static final String NO_TIME = "none";

  private WideCsv() {}

  /**
   * @param timeColumn its name; empty for the first column; {@code none} for a file without one
   * @param step of a file without times; read from the first two times otherwise
   * @param columns to take; empty for all
   */
  static Dataset read(Path file, String timeColumn, Step step, List<String> columns)
      throws IOException {
    List<String[]> lines;
    try (var all = Files.lines(file)) {
      lines = all.filter(line -> !line.isBlank()).map(line -> line.split(",", -1)).toList();
    }
    List<String> header = Arrays.stream(lines.get(0)).map(String::strip).toList();
    int time = timeColumn.isEmpty() ? 0 : header.indexOf(timeColumn);
    if (time < 0 && !timeColumn.equals(NO_TIME)) {
      throw new IllegalArgumentException(file + " has no column " + timeColumn + ": " + header);
    }
    List<String[]> rows = lines.subList(1, lines.size());
    Step spacing = time < 0 ? step : spacing(rows, time);
    long start = time < 0 ? 0 : spacing.indexOf(instant(rows.get(0)[time]));
    long last =
        time < 0 ? rows.size() - 1L : spacing.indexOf(instant(rows.get(rows.size() - 1)[time]));
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    List<Series> series = new ArrayList<>();
    for (int c = 0; c < header.size(); c++) {
      if (c == time || !columns.isEmpty() && !columns.contains(header.get(c))) {
        continue;
      }
      double[] values = new double[(int) (last - start + 1)];
      Arrays.fill(values, Double.NaN);
      for (int r = 0; r < rows.size(); r++) {
        String[] row = rows.get(r);
        int at = time < 0 ? r : (int) (spacing.indexOf(instant(row[time])) - start);
        values[at] = row[c].isBlank() ? Double.NaN : Double.parseDouble(row[c]);
      }
      SeriesId id = new SeriesId(name, List.of(header.get(c)));
      series.add(new Series(id, spacing, start, "value", Map.of("value", values), Map.of()));
    }
    return new Dataset(name, spacing, series);
  }

  private static Step spacing(List<String[]> rows, int time) {
    long seconds =
        instant(rows.get(1)[time]).getEpochSecond() - instant(rows.get(0)[time]).getEpochSecond();
    return Step.ofSeconds(seconds);
  }

  private static Instant instant(String text) {
    return LocalDateTime.parse(text.strip(), TIME).toInstant(ZoneOffset.UTC);
  }
}
