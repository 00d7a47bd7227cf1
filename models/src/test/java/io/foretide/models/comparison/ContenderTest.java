package io.foretide.models.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.statistical.ThetaKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContenderTest {
  private static final int HORIZON = 14;

  @Test
  void aContenderIsMeasuredOnWhatItCostsAndOnWhatItForecasts() {
    Map<Quantity, Double> theta = measure(new ThetaKind());

    assertThat(theta).containsKeys(Quantity.MASE, Quantity.RMSE, Quantity.MAPE, Quantity.DIRECTION);
    assertThat(theta.get(Quantity.TRAIN_SECONDS)).isPositive();
    assertThat(theta.get(Quantity.INFERENCE_P50))
        .isPositive()
        .isLessThanOrEqualTo(theta.get(Quantity.INFERENCE_P99));
    assertThat(theta.get(Quantity.PARAMETERS)).isPositive();
  }

  @Test
  void skillIsWhatIsGainedOverTheLastValueCarriedOn() {
    Map<Quantity, Double> naive = measure(new NaiveKind());
    Map<Quantity, Double> seasonal = measure(new SeasonalNaiveKind());

    assertThat(naive.get(Quantity.SKILL)).isCloseTo(0, within(1e-12));
    assertThat(naive.get(Quantity.DIRECTION)).isCloseTo(50, within(1e-12));
    assertThat(naive.get(Quantity.PARAMETERS)).isZero();
    assertThat(seasonal.get(Quantity.SKILL))
        .isCloseTo(1 - seasonal.get(Quantity.MAE) / naive.get(Quantity.MAE), within(1e-12))
        .isPositive();
    assertThat(seasonal.get(Quantity.DIRECTION)).isGreaterThan(90);
  }

  @Test
  void dataTooShortForACutoffIsRefused() {
    assertThatThrownBy(() -> Course.of(weeks(20), HORIZON, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too short");
  }

  private static Map<Quantity, Double> measure(ModelKind kind) {
    Course course = Course.of(weeks(210), HORIZON, 3);
    assertThat(course.cutoffs()).hasSize(3);
    return new Contender(kind.card().id(), kind, Settings.DEFAULTS).measure(course, 1).values();
  }

  /** Two series with a week, and a little that no week explains. */
  private static Dataset weeks(int days) {
    return new Dataset("shop", Step.DAY, List.of(week("a", days, 30), week("b", days, 80)));
  }

  private static Series week(String name, int days, double level) {
    double[] sales = new double[days];
    Arrays.setAll(sales, day -> level + 5 * (day % 7) + day * 7 % 5 * 0.1);
    SeriesId id = new SeriesId("shop", List.of(name));
    return new Series(id, Step.DAY, 19_000, "sales", Map.of("sales", sales), Map.of());
  }
}
