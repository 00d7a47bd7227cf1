package io.foretide.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTotalsTest {
  private static final int HORIZON = 20;
  private static final double[] LEVEL = {0.95};

  @Test
  void theTotalOverManyStepsCoversWhatItSaysOnNewData() {
    // Independent noise around a level: the total of 7 steps has a spread of sqrt(7) plus the naive
    // forecast's own error seven times over.
    List<SeriesId> ids = new ArrayList<>();
    Calibration calibration = learn(noise(60, 1, 400, ids));
    int below = 0;
    int all = 0;
    Dataset fresh = noise(60, 2, 400, new ArrayList<>());
    for (Series series : fresh.series()) {
      for (int t = 20; t + 7 < series.length(); t += 7) {
        double total = 7 * series.targetAt(t - 1);
        double quantile = calibration.totalQuantiles(List.of(series.id()), total, 7, LEVEL)[0];
        double actual = 0;
        for (int h = 0; h < 7; h++) {
          actual += series.targetAt(t + h);
        }
        below += actual <= quantile ? 1 : 0;
        all++;
      }
    }
    assertThat((double) below / all).isBetween(0.90, 0.99);
  }

  @Test
  void errorsOfSeriesThatMoveTogetherDoNotCancel() {
    List<SeriesId> ids = new ArrayList<>();
    Calibration apart = learn(noise(16, 3, 400, ids));
    Calibration together = learn(shared(16, 3, 400));
    double spreadApart = apart.totalQuantiles(ids, 0, 7, LEVEL)[0];
    double spreadTogether = together.totalQuantiles(ids, 0, 7, LEVEL)[0];
    // Sixteen independent series have a quarter of the spread of sixteen that are one.
    assertThat(spreadTogether / spreadApart).isBetween(2.5, 6.0);
  }

  @Test
  void oneStepOfATotalIsTheFirstStepOfTheSum() {
    List<SeriesId> ids = new ArrayList<>();
    Calibration calibration = learn(noise(5, 4, 300, ids));
    double[][] sum = calibration.sumQuantiles(ids, new double[] {100}, LEVEL);
    assertThat(calibration.totalQuantiles(ids, 100, 1, LEVEL)[0]).isEqualTo(sum[0][0]);
  }

  @Test
  void aTotalLongerThanTheBacktestIsRefused() {
    List<SeriesId> ids = new ArrayList<>();
    Calibration calibration = learn(noise(2, 5, 300, ids));
    assertThat(calibration.totalQuantiles(ids, 1, HORIZON, LEVEL)).hasSize(1);
    assertThatThrownBy(() -> calibration.totalQuantiles(ids, 1, HORIZON + 1, LEVEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20");
    assertThat(calibration.knowsAnyOf(List.of(new SeriesId("sales", List.of("other"))))).isFalse();
  }

  private static Calibration learn(Dataset data) {
    double[] levels = Levels.published();
    var windows =
        new Backtest(new NaiveKind(), Settings.DEFAULTS, 1)
            .run(
                data,
                Cutoffs.rolling(data, HORIZON, 8, 20),
                HORIZON,
                levels,
                TrainingListener.NONE);
    return Calibration.learn(windows, levels, HORIZON);
  }

  private static Dataset noise(int count, long seed, int length, List<SeriesId> ids) {
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      Series one = series(s, new SplittableRandom(seed * 1000 + s), length);
      ids.add(one.id());
      all.add(one);
    }
    return new Dataset("sales", Step.DAY, all);
  }

  private static Dataset shared(int count, long seed, int length) {
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      all.add(series(s, new SplittableRandom(seed), length));
    }
    return new Dataset("sales", Step.DAY, all);
  }

  private static Series series(int number, SplittableRandom random, int length) {
    double[] values = new double[length];
    for (int t = 0; t < length; t++) {
      values[t] = 100 + random.nextGaussian();
    }
    return new Series(
        new SeriesId("sales", List.of("P%03d".formatted(number))),
        Step.DAY,
        0,
        "sales",
        Map.of("sales", values),
        Map.of());
  }
}
