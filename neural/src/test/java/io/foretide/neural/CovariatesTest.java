package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.onnx.OnnxFormat;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sales double on days of promotion, and are announced the day before by visits; every second
 * series is of category A.
 */
class CovariatesTest {
  private static final int DAYS = 200;
  private static final Map<String, String> COVARIATES =
      Map.of(
          "knownColumns", "promo",
          "pastColumns", "visits",
          "attributes", "category",
          "lookback", "14",
          "epochs", "5",
          "windowsPerEpoch", "512",
          "batchSize", "32",
          "learningRate", "0.01");
  private static final Horizon WEEK = new Horizon(7, Step.DAY);

  @Test
  void aPromotionThatIsPlannedIsInTheForecast() {
    try (ForecastModel model = fit("knownColumns", "promo")) {
      Series history = data().series().get(0);
      double[] none = new double[7];
      double[] third = {0, 0, 1, 0, 0, 0, 0};
      Forecast quiet = forecast(model, new Context(history, Map.of("promo", none)));
      Forecast promoted = forecast(model, new Context(history, Map.of("promo", third)));

      assertThat(promoted.meanAt(2)).isGreaterThan(1.5 * quiet.meanAt(2));
      assertThat(promoted.meanAt(5)).isLessThan(1.2 * quiet.meanAt(5));
    }
  }

  @Test
  void aBacktestTellsTheNetworkWhatWasPlannedAndNothingElse() {
    assertThat(error("knownColumns", "promo")).isLessThan(0.7 * error("pastColumns", "promo"));
  }

  @Test
  void thePlansOfASeriesAreInItsForecast() {
    try (ForecastModel model = fit("knownColumns", "promo")) {
      Series history = data().series().get(0);
      Series planned =
          new Series(
              history.id(),
              history.step(),
              history.start(),
              "sales",
              Map.of("sales", history.target(), "promo", history.column("promo")),
              Map.of(),
              Map.of("promo", new double[] {0, 0, 1, 0, 0, 0, 0}));

      assertThat(forecast(model, new Context(planned)).mean())
          .isEqualTo(forecast(model, new Context(history, planned.planned())).mean());
    }
  }

  @Test
  void tftMakesContextsOfWhatDoesNotChangeAndTellsHowMuchEachAttributeCounts() {
    Map<String, String> settings = new HashMap<>(COVARIATES);
    settings.putAll(Map.of("units", "8", "epochs", "1", "hiddenLayers", "2"));
    try (ForecastModel model =
        new TftKind().fit(data(), WEEK.steps(), new Settings(settings), 1, TrainingListener.NONE)) {
      List<Explanation> told = ((Explainable) model).explanations();
      assertThat(told)
          .extracting(Explanation::rows)
          .contains(
              List.of("category"),
              List.of("value", "observed", "week", "year", "promo", "visits"),
              List.of("baseline", "steps ahead", "week", "year", "promo"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lstm, units=8;dropout=0",
    "cnn-lstm, units=8;filters=8;convolutions=1;dropout=0",
    "attention-lstm, units=8;hiddenLayers=1;headSize=4;dropout=0",
    "tcn, filters=8;blocks=2;dropout=0",
    "tcn-attention, filters=8;blocks=2;headSize=4;dropout=0",
    "informer, units=8;innerUnits=8;heads=2;dropout=0",
    "tft, units=8;dropout=0",
    "patchtst, units=8;innerUnits=8;heads=2;patch=7;stride=7;dropout=0",
    "nlinear, batchSize=16",
    "dlinear, batchSize=16"
  })
  void everyKindTakesWhatIsKnownWhatIsPastAndWhatDoesNotChange(String id, String small)
      throws IOException {
    Map<String, String> settings = new HashMap<>(COVARIATES);
    for (String one : small.split(";")) {
      settings.put(one.split("=")[0], one.split("=")[1]);
    }
    ModelKind kind =
        NeuralKinds.all().stream().filter(k -> k.card().id().equals(id)).findFirst().orElseThrow();
    Series history = data().series().get(0);
    MemoryArtifacts saved = new MemoryArtifacts();
    try (ForecastModel model =
        kind.fit(data(), WEEK.steps(), new Settings(settings), 1, TrainingListener.NONE)) {
      model.save(saved);
    }
    try (ForecastModel model = new OnnxFormat().load(saved)) {
      Forecast quiet = forecast(model, new Context(history, Map.of("promo", new double[7])));
      double[] third = {0, 0, 1, 0, 0, 0, 0};
      Forecast promoted = forecast(model, new Context(history, Map.of("promo", third)));
      double[] visits = history.column("visits");
      visits[DAYS - 1] = 30 - visits[DAYS - 1];
      Forecast visited =
          forecast(model, new Context(with(history, visits), Map.of("promo", new double[7])));
      Forecast other = forecast(model, new Context(of("B"), Map.of("promo", new double[7])));

      assertThat(promoted.meanAt(2)).as("a promotion").isGreaterThan(1.1 * quiet.meanAt(2));
      assertThat(visited.mean()).as("visits").isNotEqualTo(quiet.mean());
      assertThat(other.mean()).as("a category").isNotEqualTo(quiet.mean());
    }
  }

  @Test
  void aColumnOfThePastIsSeenUpToTheCutoffOnly() {
    try (ForecastModel model = fit("pastColumns", "visits")) {
      Series history = data().series().get(0);
      double[] visits = history.column("visits");
      visits[DAYS - 1] = 30 - visits[DAYS - 1];
      Forecast one = forecast(model, new Context(history));
      Forecast other = forecast(model, new Context(with(history, visits)));
      Forecast told = forecast(model, new Context(history, Map.of("visits", new double[7])));

      assertThat(other.mean()).isNotEqualTo(one.mean());
      assertThat(told.mean()).isEqualTo(one.mean());
    }
  }

  @Test
  void anAttributeTellsSeriesApartAndAnUnknownValueIsNone() throws IOException {
    try (ForecastModel model = fit("attributes", "category")) {
      MemoryArtifacts saved = new MemoryArtifacts();
      model.save(saved);
      try (ForecastModel loaded = new OnnxFormat().load(saved)) {
        Forecast a = forecast(loaded, new Context(of("A")));
        assertThat(forecast(loaded, new Context(of("B"))).mean()).isNotEqualTo(a.mean());
        assertThat(forecast(loaded, new Context(of("new"))).mean()).doesNotContain(Double.NaN);
        assertThat(forecast(model, new Context(of("A"))).mean()).isEqualTo(a.mean());
      }
    }
  }

  @Test
  void aColumnThatIsNotThereIsRefusedByName() {
    assertThatThrownBy(() -> fit("knownColumns", "price"))
        .isInstanceOf(FitException.class)
        .hasMessageContaining("no column price");
    assertThatThrownBy(() -> fit("attributes", "colour"))
        .isInstanceOf(FitException.class)
        .hasMessageContaining("colour has 0 values");
  }

  /** Of three weeks, in units of the naive error. */
  private static double error(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("lookback", "14", "epochs", "10", "batchSize", "16"));
    return Scorecard.of(
            new Backtest(new NLinearKind(), Settings.of(settings.toArray(String[]::new)), 1)
                .run(
                    data(),
                    Cutoffs.rolling(data(), WEEK.steps(), 3, 100),
                    WEEK.steps(),
                    new double[0],
                    TrainingListener.NONE))
        .get(Metric.MASE);
  }

  private static ForecastModel fit(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("lookback", "14", "units", "8", "epochs", "12", "dropout", "0"));
    return new GruKind()
        .fit(
            data(),
            WEEK.steps(),
            Settings.of(settings.toArray(String[]::new)),
            1,
            TrainingListener.NONE);
  }

  private static Forecast forecast(ForecastModel model, Context context) {
    return model.forecast(List.of(context), WEEK, new double[0]).get(0);
  }

  private static Series with(Series series, double[] visits) {
    return series(
        series.target(), series.column("promo"), visits, series.attributes().get("category"));
  }

  private static Series of(String category) {
    Series first = data().series().get(0);
    return series(first.target(), first.column("promo"), first.column("visits"), category);
  }

  private static Dataset data() {
    Random random = new Random(5);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 6; s++) {
      double[] sales = new double[DAYS];
      double[] promo = new double[DAYS];
      double[] visits = new double[DAYS];
      for (int i = 0; i < DAYS; i++) {
        promo[i] = random.nextInt(4) == 0 ? 1 : 0;
        sales[i] = (1 + s) * (1 + promo[i]) * (10 + random.nextGaussian());
        if (i > 0) {
          visits[i - 1] = 10 + 10 * promo[i];
        }
      }
      visits[DAYS - 1] = 10;
      visits[7] = Double.NaN;
      all.add(series(sales, promo, visits, s % 2 == 0 ? "A" : "B"));
    }
    return new Dataset("shop", Step.DAY, all);
  }

  private static Series series(double[] sales, double[] promo, double[] visits, String category) {
    return new Series(
        new SeriesId("shop", List.of("P" + (int) sales[0])),
        Step.DAY,
        19_000,
        "sales",
        Map.of("sales", sales, "promo", promo, "visits", visits),
        Map.of("category", category));
  }
}
