package io.foretide.neural.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final WindowShape SHAPE =
      WindowShape.of(Step.DAY, 4, 2).withCalendar(List.of("week-sin-1"));
  private static final double NAN = Double.NaN;

  @Test
  void noTargetOfATrainingWindowLiesInTheValidationPart() {
    Windows windows = windows(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    long split = 100 + 7;

    List<Windows.Window> training = windows.between(100, split, 1);
    List<Windows.Window> validation = windows.between(split - 1, 110, 1);

    assertThat(training).isNotEmpty().allSatisfy(w -> assertThat(w.end() + 2).isLessThan(8));
    assertThat(validation)
        .isNotEmpty()
        .allSatisfy(w -> assertThat(w.end()).isGreaterThanOrEqualTo(7));
  }

  @Test
  void nothingIsLearnedFromZerosOrFromAnUnseenFuture() {
    assertThat(windows(0, 0, 0, 0, 0, 1).between(100, 106, 1)).isEmpty();
    assertThat(windows(1, 2, 3, 4, NAN, NAN).between(103, 106, 1)).isEmpty();
  }

  @Test
  void aWindowIsScaledByItsContextAndItsGapsAreFlagged() {
    Windows windows = windows(2, NAN, 4, 6, 8, NAN);
    List<Windows.Window> one = windows.between(103, 106, 1);
    try (Batch batch = new Batch(1, SHAPE)) {
      windows.fill(one, 0, batch);
      // Scale is the mean of 2, 4 and 6.
      assertThat(row(batch, 0)).startsWith(0.5f, 0f, 1f, 1.5f);
      assertThat(row(batch, 1)).containsExactly(1, 0, 1, 1, 0, 0);
      assertThat(row(batch, 2)).containsExactly(0, 0, 0, 0, 0.5f, 1);
      float baseline = batch.featureAt(4, 0, 0);
      assertThat(batch.targets()[0]).isEqualTo(8f / 4 - baseline);
      assertThat(batch.units()).containsExactly(1, 0);
    }
  }

  @Test
  void aStandardWindowIsCenteredToo() {
    WindowShape shape = SHAPE.with(Scaling.STANDARD).with(Baseline.NONE);
    Windows windows = windows(shape, Weighting.SERIES, 2, NAN, 4, 6, 8, NAN);
    try (Batch batch = new Batch(1, shape)) {
      windows.fill(windows.between(103, 106, 1), 0, batch);
      float deviation = (float) Math.sqrt(8 / 3.0);
      // The mean of 2, 4 and 6 is 4; after the cutoff nothing is known.
      assertThat(row(batch, 0)).containsExactly(-2 / deviation, 0, 0, 2 / deviation, 0, 0);
      assertThat(batch.targets()[0]).isEqualTo(4 / deviation);
      // In units of the series, whose values are 2, 4, 6 and 8.
      assertThat(batch.units()[0]).isEqualTo(deviation / (float) Math.sqrt(5));
    }
  }

  @Test
  void fromTheLastValueOnlyWhatMovesIsSeenAndGapsDoNotMove() {
    WindowShape shape = SHAPE.with(Scaling.LAST_VALUE).with(Baseline.NONE);
    Windows windows = windows(shape, Weighting.WINDOW, 2, 4, 6, NAN, 8, NAN);
    try (Batch batch = new Batch(1, shape)) {
      windows.fill(windows.between(103, 106, 1), 0, batch);
      float deviation = (float) Math.sqrt(8 / 3.0);
      assertThat(row(batch, 0)).containsExactly(-4 / deviation, -2 / deviation, 0, 0, 0, 0);
      assertThat(batch.targets()[0]).isEqualTo(2 / deviation);
    }
  }

  @Test
  void aContextThatStandsStillTeachesNothingWhereItsDeviationIsTheUnit() {
    WindowShape standard = SHAPE.with(Scaling.STANDARD);
    assertThat(windows(SHAPE, Weighting.WINDOW, 7, 7, 7, 7, 7, 7).between(103, 106, 1)).hasSize(1);
    assertThat(windows(standard, Weighting.WINDOW, 7, 7, 7, 7, 7, 7).between(103, 106, 1))
        .isEmpty();
  }

  private static float[] row(Batch batch, int feature) {
    float[] row = new float[SHAPE.steps()];
    for (int t = 0; t < row.length; t++) {
      row[t] = batch.featureAt(t, feature, 0);
    }
    return row;
  }

  private static Windows windows(double... values) {
    return windows(SHAPE, Weighting.WINDOW, values);
  }

  private static Windows windows(WindowShape shape, Weighting weighting, double... values) {
    Series series =
        new Series(
            new SeriesId("d", List.of("a")), Step.DAY, 100, "y", Map.of("y", values), Map.of());
    return new Windows(new Dataset("d", Step.DAY, List.of(series)), shape, weighting);
  }
}
