package io.foretide.models.yearly;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.baseline.SeasonalMeanKind;
import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class YearIndexKindTest {
  private static final double[] WEEK = {0.8, 0.9, 1, 1, 1.1, 1.3, 0.9};
  private static final double[] LEVELS = {0.1, 0.9};
  private final YearIndexKind kind = new YearIndexKind(List.of(new SeasonalMeanKind()));

  @Test
  void aRiseOfLastYearComesAgain() {
    // Twice as much from day 60 of every 364-day year, for 100 days; the data ends just before.
    Dataset data = data(420, t -> 100 * WEEK[t % 7] * (t % 364 >= 60 && t % 364 < 160 ? 2 : 1));
    Forecast forecast = forecast(data, 40);
    for (int h = 20; h < 40; h++) {
      double expected = 200 * WEEK[(420 + h) % 7];
      assertThat(forecast.meanAt(h)).isCloseTo(expected, Percentage.withPercentage(5));
      assertThat(forecast.quantileAt(0.1, h)).isLessThanOrEqualTo(forecast.meanAt(h));
    }
  }

  @Test
  void inAFirstYearItIsItsBaseAlone() {
    Dataset data = data(200, t -> 100 * WEEK[t % 7]);
    Forecast forecast = forecast(data, 14);
    for (int h = 0; h < 14; h++) {
      double expected = 100 * WEEK[(200 + h) % 7];
      assertThat(forecast.meanAt(h)).isCloseTo(expected, Percentage.withPercentage(1));
    }
  }

  @Test
  void negativeValuesHaveNoRatio() {
    Dataset data = data(420, t -> (t % 364 >= 60 ? 2 : 1) - 1.5);
    assertThat(YearProfile.of(data).ratio(419, 30)).isEqualTo(1);
  }

  @Test
  void whatWasSavedForecastsTheSame() throws Exception {
    Dataset data = data(500, t -> 50 + 40 * Math.sin(t / 58.0) + t % 7);
    MemoryArtifacts artifacts = new MemoryArtifacts();
    try (ForecastModel model = fit(data)) {
      ModelFormats.save(model, artifacts);
      try (ForecastModel loaded = FormatCatalogue.standard().load(artifacts)) {
        Forecast before = forecast(model, data, 28);
        Forecast after = forecast(loaded, data, 28);
        assertThat(after.mean()).usingComparatorWithPrecision(1e-9).containsExactly(before.mean());
      }
    }
  }

  private ForecastModel fit(Dataset data) {
    return kind.fit(data, 28, Settings.DEFAULTS, 1, TrainingListener.NONE);
  }

  private Forecast forecast(Dataset data, int steps) {
    try (ForecastModel model = fit(data)) {
      return forecast(model, data, steps);
    }
  }

  private static Forecast forecast(ForecastModel model, Dataset data, int steps) {
    List<Context> contexts = List.of(new Context(data.series().get(0)));
    return model.forecast(contexts, new Horizon(steps, Step.DAY), LEVELS).get(0);
  }

  private static Dataset data(int days, IntToDoubleFunction value) {
    double[] y = new double[days];
    Arrays.setAll(y, value);
    SeriesId id = new SeriesId("test", List.of("a"));
    Series series = new Series(id, Step.DAY, 0, "sales", Map.of("sales", y), Map.of());
    return new Dataset("test", Step.DAY, List.of(series));
  }
}
