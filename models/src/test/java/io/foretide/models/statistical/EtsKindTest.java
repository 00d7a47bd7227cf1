package io.foretide.models.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.local.LocalModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EtsKindTest {
  private final EtsKind kind = new EtsKind();

  @Test
  void theOptimumIsNoWorseThanThatOfREts() throws Exception {
    Path file =
        Path.of(System.getProperty("foretide.shared", "../shared"))
            .resolve("data/classic/AirPassengers.csv");
    assumeTrue(Files.exists(file), "no test data at foretide.shared: AirPassengers.csv");
    double[] y =
        Files.readAllLines(file).stream()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
            .toArray();
    // R 4.2, forecast 8.20, ets(AirPassengers): ETS(M,Ad,M), AICc 1400.638.
    EtsForm chosenByR = new EtsForm(true, EtsForm.Trend.DAMPED, EtsForm.Season.MULTIPLICATIVE);
    assertThat(new EtsFit(chosenByR, y, 12).best(5000).aicc()).isLessThan(1400.638);
    assertThat(fit(Step.MONTH, y, Settings.DEFAULTS).aicc()).isLessThan(1400.638);
  }

  @Test
  void aWeekIsFoundAndContinued() {
    double[] week = {5, 6, 7, 8, 14, 20, 3};
    double[] y = noisy(140, t -> 50 + week[t % 7], 0.5);
    Forecast forecast = forecast(Step.DAY, y, 14);
    for (int h = 0; h < 14; h++) {
      assertThat(forecast.meanAt(h)).isBetween(49 + week[h % 7], 51 + week[h % 7]);
    }
  }

  @Test
  void aTrendIsFoundAndContinued() {
    double[] y = noisy(120, t -> 10 + 2.0 * t, 1);
    assertThat(fit(Step.ofSeconds(7), y, Settings.DEFAULTS).form().hasTrend()).isTrue();
    assertThat(forecast(Step.ofSeconds(7), y, 5).meanAt(4)).isBetween(255.0, 261.0);
  }

  @Test
  void nineteenOfTwentyActualsOfARandomWalkLieInTheInterval() {
    Random random = new Random(7);
    int inside = 0;
    int all = 0;
    for (int i = 0; i < 60; i++) {
      double[] walk = new double[220];
      for (int t = 1; t < walk.length; t++) {
        walk[t] = walk[t - 1] + random.nextGaussian();
      }
      Forecast forecast = forecast(Step.ofSeconds(7), Arrays.copyOf(walk, 200), 20);
      for (int h = 0; h < 20; h++) {
        double actual = walk[200 + h];
        all++;
        if (actual >= forecast.quantileAt(0.025, h) && actual <= forecast.quantileAt(0.975, h)) {
          inside++;
        }
      }
    }
    assertThat((double) inside / all).isBetween(0.88, 0.99);
  }

  @Test
  void observationsAfterTheFitMoveTheForecast() {
    double[] y = noisy(100, t -> 20, 1);
    double[] longer = Arrays.copyOf(y, 130);
    Arrays.fill(longer, 100, 130, 90);
    try (var model = kind.fit(data(Step.DAY, y), 7, Settings.DEFAULTS, 1, TrainingListener.NONE)) {
      Forecast forecast =
          model
              .forecast(
                  List.of(new Context(series(Step.DAY, longer, 0))),
                  new Horizon(1, Step.DAY),
                  new double[0])
              .get(0);
      Forecast before =
          model
              .forecast(
                  List.of(new Context(series(Step.DAY, y, 0))),
                  new Horizon(1, Step.DAY),
                  new double[0])
              .get(0);
      assertThat(forecast.meanAt(0)).isGreaterThan(before.meanAt(0) + 0.1);
    }
  }

  @Test
  void aContextThatBeginsLaterKeepsItsWeek() {
    double[] week = {5, 6, 7, 8, 14, 20, 3};
    double[] y = noisy(140, t -> 50 + week[t % 7], 0.2);
    try (var model = kind.fit(data(Step.DAY, y), 7, Settings.DEFAULTS, 1, TrainingListener.NONE)) {
      Series tail = series(Step.DAY, Arrays.copyOfRange(y, 38, 140), 38);
      Forecast forecast =
          model
              .forecast(List.of(new Context(tail)), new Horizon(7, Step.DAY), new double[0])
              .get(0);
      for (int h = 0; h < 7; h++) {
        assertThat(forecast.meanAt(h)).isBetween(49 + week[h % 7], 51 + week[h % 7]);
      }
    }
  }

  @Test
  void aCancelStopsTheFit() {
    TrainingListener cancelled =
        new TrainingListener() {
          @Override
          public void progress(double fraction, String message) {}

          @Override
          public void epoch(int epoch, int epochs, Map<String, Double> losses) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Dataset data = data(Step.DAY, noisy(100, t -> t, 1));
    assertThatThrownBy(() -> kind.fit(data, 7, Settings.DEFAULTS, 1, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  private EtsParameters fit(Step step, double[] y, Settings settings) {
    @SuppressWarnings("unchecked")
    LocalModel<EtsParameters> model =
        (LocalModel<EtsParameters>) kind.fit(data(step, y), 1, settings, 1, TrainingListener.NONE);
    return model.parametersOf(new SeriesId("test", List.of("a"))).orElseThrow();
  }

  private Forecast forecast(Step step, double[] y, int steps) {
    try (var model = kind.fit(data(step, y), 1, Settings.DEFAULTS, 1, TrainingListener.NONE)) {
      return model
          .forecast(
              List.of(new Context(series(step, y, 0))),
              new Horizon(steps, step),
              new double[] {0.025, 0.975})
          .get(0);
    }
  }

  private static Dataset data(Step step, double[] y) {
    return new Dataset("test", step, List.of(series(step, y, 0)));
  }

  private static Series series(Step step, double[] y, long start) {
    return new Series(
        new SeriesId("test", List.of("a")), step, start, "sales", Map.of("sales", y), Map.of());
  }

  private static double[] noisy(int n, java.util.function.IntToDoubleFunction mean, double noise) {
    Random random = new Random(3);
    double[] y = new double[n];
    Arrays.setAll(y, t -> mean.applyAsDouble(t) + noise * random.nextGaussian());
    return y;
  }
}
