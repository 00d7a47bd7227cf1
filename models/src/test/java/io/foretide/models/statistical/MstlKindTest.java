package io.foretide.models.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MstlKindTest {
  private static final int DAY = 24;
  private static final int WEEK = 168;
  private final MstlMethod method = new MstlMethod(List.of(DAY, WEEK), 48, 3, 8);

  @Test
  void theDayAndTheWeekAreForecastTogether() {
    assertWithin(0.03, t -> 100 + 20 * day(t) + (weekend(t) ? -30 : 0));
  }

  @Test
  void seasonsThatGrowWithTheLevelMultiply() {
    IntToDoubleFunction truth = t -> Math.exp(0.002 * t + 0.5 * day(t) - (weekend(t) ? 0.7 : 0));
    MstlParameters p = method.fit(values(truth, 900), () -> {});
    assertThat(p.ways().get(0).log()).isTrue();
  }

  @Test
  void aSeriesWithoutAWeekIsSeenWithoutOne() {
    Random random = new Random(3);
    double[] y = values(t -> 50 + 20 * day(t) + 5 * random.nextGaussian(), 900);
    assertThat(method.fit(y, () -> {}).ways().get(0).periods()).containsExactly(DAY);
  }

  @Test
  void seasonsAndRestAddUpToTheSeries() {
    double[] y = values(t -> 10 + day(t) + (weekend(t) ? 2 : 0) + 0.01 * t, 700);
    Seasons seasons = Seasons.of(y, List.of(DAY, WEEK));
    double[] next = seasons.ahead(WEEK);
    double[] rest = seasons.adjusted();
    for (int t = y.length - 2 * DAY; t < y.length; t++) {
      assertThat(rest[t]).isCloseTo(10 + 0.01 * t, within(0.6));
    }
    assertThat(Arrays.stream(next).average().orElseThrow()).isCloseTo(0, within(0.2));
  }

  @Test
  void whatIsTooShortForASeasonIsForecastWithoutIt() {
    for (int n : new int[] {1, 2, 5, 60, 300}) {
      double[] y = values(t -> 7 + day(t), n);
      MstlParameters p = method.fit(y, () -> {});
      double[] mean = method.forecast(p, y, 48, new Random(1)).mean();
      assertThat(Arrays.stream(mean).boxed()).hasSize(48).allMatch(v -> v > 5 && v < 9);
    }
  }

  @Test
  void eightWeeksOfDaysShowTheWeek() {
    MstlMethod daily = new MstlMethod(List.of(7, 365), 28, 3, 8);
    double[] y = values(t -> t % 7 == 6 ? 5 : 20, 56);
    double[] mean = daily.forecast(daily.fit(y, () -> {}), y, 7, new Random(1)).mean();
    assertThat(mean[6]).isCloseTo(5, within(0.5));
    assertThat(mean[0]).isCloseTo(20, within(0.5));
  }

  @Test
  void aZeroThatCameAfterTheFitDoesNotSpoilTheForecast() {
    double[] y = values(t -> Math.exp(0.002 * t + 0.5 * day(t)), 700);
    MstlParameters p = method.fit(Arrays.copyOf(y, 690), () -> {});
    assertThat(p.ways().get(0).log()).isTrue();
    y[695] = 0;
    double[] mean = method.forecast(p, y, 48, new Random(1)).mean();
    assertThat(Arrays.stream(mean).boxed()).allMatch(v -> v > 0 && v < 10);
  }

  @Test
  void periodsThatAreNoNumbersAreRefused() {
    Dataset none = new Dataset("d", Step.HOUR, List.of());
    assertThatThrownBy(
            () ->
                new MstlKind()
                    .fit(none, 48, Settings.of("periods", "day"), 1, TrainingListener.NONE))
        .hasMessageContaining("24,168");
  }

  private void assertWithin(double share, IntToDoubleFunction truth) {
    double[] y = values(truth, 900);
    double[] mean = method.forecast(method.fit(y, () -> {}), y, WEEK, new Random(1)).mean();
    for (int h = 0; h < WEEK; h++) {
      double expected = truth.applyAsDouble(900 + h);
      assertThat(mean[h]).isCloseTo(expected, within(share * expected));
    }
  }

  private static double[] values(IntToDoubleFunction truth, int length) {
    double[] y = new double[length];
    Arrays.setAll(y, truth::applyAsDouble);
    return y;
  }

  private static double day(int t) {
    return Math.sin(2 * Math.PI * t / DAY);
  }

  private static boolean weekend(int t) {
    return t / DAY % 7 > 4;
  }
}
