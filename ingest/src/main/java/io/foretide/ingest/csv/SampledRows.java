package io.foretide.ingest.csv;

import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The sampled rows as observations: what grid they lie on, and whether they are told apart. */
final class SampledRows {
  private static final Step[] STEPS = {Step.DAY, Step.HOUR, Step.MINUTE};

  /** The share of times that decide the grid; the odd one off it is rejected, not followed. */
  private static final double NEARLY_ALL = 0.99;

  /** With more rows than this per date and series, on average, a column of names is missing. */
  private static final int MOST_PER_SLOT = 3;

  private static final int ENOUGH = 20;

  /** The share of rows that come after the row before, in a document that is in order. */
  private static final double MOSTLY = 0.9;

  /** A document of one series may hold a few exports, one below the other. */
  private static final int MOST_EXPORTS = 4;

  private final List<Long> times = new ArrayList<>();
  private final Set<List<String>> slots = new HashSet<>();
  private final boolean named;
  private int rowsInSlots;

  private SampledRows(boolean named) {
    this.named = named;
  }

  /**
   * @param head the first rows, without gaps
   * @param all these and rows from the rest of the document
   */
  static SampledRows read(
      Dialect dialect,
      UploadHints hints,
      List<SampleHandler.Sample> head,
      List<SampleHandler.Sample> all) {
    SampledRows sampled =
        new SampledRows(dialect.columns().stream().anyMatch(c -> c.role() == Role.IDENTITY));
    DateReader dates = new DateReader(dialect.dateOrder(), true, hints.received());
    List<Dialect.Column> columns = dialect.columns();
    for (int i = 0; i < all.size(); i++) {
      List<String> fields = all.get(i).fields();
      long time = 0;
      boolean dated = false;
      List<String> slot = new ArrayList<>();
      for (int c = 0; c < Math.min(columns.size(), fields.size()); c++) {
        String cell = fields.get(c).strip();
        switch (columns.get(c).role()) {
          case DATE -> {
            time += dates.read(cell.toCharArray(), 0, cell.length());
            dated = dates.outcome() == DateReader.Outcome.DATE;
          }
          case TIME ->
              time += Math.max(0, WrittenTime.secondOfDay(cell.toCharArray(), 0, cell.length()));
          case IDENTITY -> slot.add(cell);
          default -> {}
        }
      }
      if (dated) {
        sampled.times.add(time);
        slot.add(Long.toString(time));
        if (i < head.size()) {
          sampled.rowsInSlots++;
          sampled.slots.add(slot);
        }
      }
    }
    return sampled;
  }

  /** P1D, PT1H, PT1M or PT1S: the coarsest on which nearly all times lie. */
  Step step() {
    for (Step step : STEPS) {
      long on = times.stream().filter(t -> t % step.seconds() == 0).count();
      if (on >= NEARLY_ALL * times.size()) {
        return step;
      }
    }
    return Step.SECOND;
  }

  void refuseUnnamedSeries(String file) throws UploadRefusedException {
    if (rowsInSlots >= ENOUGH && rowsInSlots > MOST_PER_SLOT * slots.size()) {
      throw new UploadRefusedException(
          IngestCode.NO_SERIES_COLUMN,
          file,
          "the first "
              + rowsInSlots
              + " rows share "
              + slots.size()
              + " dates, and would overwrite each other.");
    }
    if (!named && startsOver()) {
      throw new UploadRefusedException(
          IngestCode.NO_SERIES_COLUMN,
          file,
          "time starts over again and again in it, and later rows would overwrite earlier ones.");
    }
  }

  /**
   * One series after the other: time runs on, starts over, and covers the same stretch again and
   * again.
   */
  private boolean startsOver() {
    long forward = IntStream.range(1, times.size()).filter(i -> at(i) >= at(i - 1)).count();
    if (forward < MOSTLY * times.size()) {
      return false;
    }
    int again = 0;
    int start = 0;
    long from = 0;
    long to = 0;
    for (int i = 1; i <= times.size(); i++) {
      if (i == times.size() || at(i) < at(i - 1)) {
        long shared = Math.min(to, at(i - 1)) - Math.max(from, at(start));
        again +=
            start > 0 && shared > 0 && 2 * shared > Math.min(to - from, at(i - 1) - at(start))
                ? 1
                : 0;
        from = at(start);
        to = at(i - 1);
        start = i;
      }
    }
    return again >= MOST_EXPORTS;
  }

  private long at(int row) {
    return times.get(row);
  }
}
