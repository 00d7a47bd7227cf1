package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.SettingException;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearKindsTest {
  private static final int HORIZON = 60;
  private static final Settings QUICK =
      Settings.of(
          "lookback",
          "28",
          "epochs",
          "20",
          "windowsPerEpoch",
          "512",
          "batchSize",
          "32",
          "learningRate",
          "0.02");

  static Stream<Named<ModelKind>> kinds() {
    return Stream.of(
        Named.of("nlinear", new NLinearKind()), Named.of("dlinear", new DLinearKind()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTrendWithARhythmGoesOnFarBeyondItsContext(ModelKind kind) {
    Dataset known = rising(400);
    double[] future = rising(400 + HORIZON).series().get(0).target();
    try (ForecastModel model = kind.fit(known, HORIZON, QUICK, 1, TrainingListener.NONE)) {
      Forecast forecast = forecast(model, known);
      double error = 0;
      double still = 0;
      for (int h = 0; h < HORIZON; h++) {
        error += Math.abs(forecast.meanAt(h) - future[400 + h]) / HORIZON;
        still += Math.abs(future[399] - future[400 + h]) / HORIZON;
      }
      assertThat(error).isLessThan(0.15 * still);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aLevelThatIsAddedToASeriesIsAddedToItsForecast(ModelKind kind) {
    Dataset known = rising(200);
    try (ForecastModel model = kind.fit(known, HORIZON, QUICK, 1, TrainingListener.NONE)) {
      Forecast low = forecast(model, known);
      Forecast high = forecast(model, shifted(known, 1_000));
      for (int h = 0; h < HORIZON; h++) {
        assertThat(high.meanAt(h) - low.meanAt(h)).isBetween(999.99, 1_000.01);
      }
    }
  }

  @Test
  void anAverageWithoutAMiddleIsRefused() {
    Settings even = Settings.of("width", "24");
    assertThatThrownBy(() -> new DLinearKind().fit(rising(200), 7, even, 1, TrainingListener.NONE))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("odd");
  }

  private static Dataset rising(int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = 0.5 * i + 3 * Math.sin(2 * Math.PI * i / 7);
    }
    return dataset(values);
  }

  private static Dataset shifted(Dataset data, double by) {
    double[] values = data.series().get(0).target();
    for (int i = 0; i < values.length; i++) {
      values[i] += by;
    }
    return dataset(values);
  }

  private static Dataset dataset(double[] values) {
    SeriesId id = new SeriesId("rising", List.of("a"));
    Series series = new Series(id, Step.DAY, 19_000, "y", Map.of("y", values), Map.of());
    return new Dataset("rising", Step.DAY, List.of(series));
  }

  private static Forecast forecast(ForecastModel model, Dataset known) {
    List<Context> contexts = List.of(new Context(known.series().get(0)));
    return model.forecast(contexts, new Horizon(HORIZON, Step.DAY), Levels.published()).get(0);
  }
}
