package io.foretide.neural;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Daily series with a weekly rhythm, noise, gaps and, one of them, nothing but zeros. */
final class SmallData {
  static final Instant CUTOFF = Instant.parse("2022-05-01T00:00:00Z");
  private static final long START = Step.DAY.indexOf(Instant.parse("2022-01-01T00:00:00Z"));
  private static final int LENGTH = 160;

  private SmallData() {}

  static Dataset dataset() {
    return dataset(false);
  }

  /** The same up to {@link #CUTOFF}; after it, everything is absurd. */
  static Dataset poisoned() {
    return dataset(true);
  }

  private static Dataset dataset(boolean poisoned) {
    Random random = new Random(3);
    long cutoff = Step.DAY.indexOf(CUTOFF);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < 6; s++) {
      double[] values = new double[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        double noise = random.nextGaussian();
        boolean weekend = (START + i) % 7 < 2;
        values[i] = s == 5 ? 0 : (10 << s) * ((weekend ? 2 : 1) + 0.1 * noise);
        if (s == 1 && i % 11 == 0) {
          values[i] = Double.NaN;
        }
        if (poisoned && START + i > cutoff) {
          values[i] = 1e9;
        }
      }
      series.add(
          new Series(
              new SeriesId("small", List.of("P" + s)),
              Step.DAY,
              START,
              "sales",
              Map.of("sales", values),
              Map.of()));
    }
    return new Dataset("small", Step.DAY, series);
  }
}
