package io.foretide.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A graph that repeats the last value of four, served as any other. */
class OnnxModelTest {
  private static final float[][] REPEAT_LAST = {{0, 0}, {0, 0}, {0, 0}, {1, 1}};
  private static final Horizon TWO_DAYS = new Horizon(2, Step.DAY);
  private static final double NAN = Double.NaN;

  @Test
  void aGraphFromElsewhereIsServedByItsLayoutAlone() throws IOException {
    try (OnnxModel model = open(List.of())) {
      Forecast forecast = one(model, 1, 2, 3, 4, 5);
      assertThat(forecast.mean()).containsExactly(5, 5);
      assertThat(forecast.cutoff()).isEqualTo(Step.DAY.at(104));
    }
  }

  @Test
  void gapsAndShortHistoriesAreFilledBeforeTheGraphSeesThem() throws IOException {
    float[][] sumOfAll = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
    try (OnnxModel model = OnnxModel.open(TinyGraph.matmul(sumOfAll), layout(List.of()))) {
      assertThat(one(model, 3, NAN, NAN, 5).mean()).containsExactly(14, 14);
      assertThat(one(model, NAN, 2, 3, NAN).mean()).containsExactly(10, 10);
      assertThat(one(model, 7).mean()).containsExactly(28, 28);
      assertThat(one(model, NAN, NAN).mean()).containsExactly(0, 0);
      assertThat(one(model).mean()).containsExactly(0, 0);
    }
  }

  @Test
  void aGraphWithoutQuantilesGetsThoseOfItsResidualSpread() throws IOException {
    try (OnnxModel model = open(List.of(0.1, 0.2))) {
      Forecast forecast = one(model, 10, 10, 10, 10);
      assertThat(forecast.quantileAt(0.5, 0)).isEqualTo(10);
      assertThat(forecast.quantileAt(0.975, 0)).isCloseTo(10 + 1.959964, within(1e-5));
      assertThat(forecast.quantileAt(0.025, 1)).isCloseTo(10 - 2 * 1.959964, within(1e-5));
    }
  }

  @Test
  void aBatchGivesWhatEachWouldGiveAlone() throws IOException {
    try (OnnxModel model = open(List.of())) {
      List<Context> contexts = new ArrayList<>();
      for (int i = 0; i < 1200; i++) {
        contexts.add(context(i, i + 1));
      }
      List<Forecast> forecasts = model.forecast(contexts, TWO_DAYS, new double[0]);
      assertThat(forecasts).hasSize(1200);
      for (int i = 0; i < 1200; i++) {
        assertThat(forecasts.get(i).meanAt(0)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void manyThreadsMayForecastAtOnceAndClosingWaitsForThem() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    OnnxModel model = open(List.of());
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        double value = i;
        answers.add(threads.submit(() -> answersOrSaysItIsClosed(model, value)));
        if (i == 150) {
          model.close();
        }
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
      model.close();
    }
  }

  private static boolean answersOrSaysItIsClosed(OnnxModel model, double value) {
    try {
      return one(model, value).meanAt(1) == value;
    } catch (IllegalStateException e) {
      return e.getMessage().contains("closed");
    }
  }

  @Test
  void whatWasSavedIsLoadedByItsFormat() throws IOException {
    MemoryArtifacts artifacts = new MemoryArtifacts();
    OnnxLayout layout = layout(List.of(0.5, 0.75));
    try (OnnxModel model = OnnxModel.open(TinyGraph.matmul(REPEAT_LAST), layout)) {
      model.save(artifacts);
    }
    OnnxFormat format = new OnnxFormat();
    try (OnnxModel loaded = (OnnxModel) format.load(artifacts)) {
      assertThat(loaded.layout()).isEqualTo(layout);
      assertThat(loaded.format()).isEqualTo(format.id());
      assertThat(one(loaded, 1, 2).mean()).containsExactly(2, 2);
    }
  }

  @Test
  void bytesThatAreNoGraphAreRefused() {
    assertThatThrownBy(() -> OnnxModel.open(new byte[] {1, 2, 3}, layout(List.of())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aLayoutThatNamesAnotherOutputIsRefusedWithWhatThereIs() {
    OnnxLayout other =
        new OnnxLayout(
            Step.DAY,
            4,
            2,
            layout(List.of()).inputs(),
            OnnxLayout.Gaps.CARRY,
            "forecast",
            "",
            List.of(),
            List.of());
    assertThatThrownBy(() -> OnnxModel.open(TinyGraph.matmul(REPEAT_LAST), other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("\"forecast\"")
        .hasMessageContaining("mean");
  }

  @Test
  void aForecastOfAnotherStepOrTooFarIsRefused() throws IOException {
    try (OnnxModel model = open(List.of())) {
      List<Context> contexts = List.of(context(1, 2));
      assertThatThrownBy(() -> model.forecast(contexts, new Horizon(3, Step.DAY), new double[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 steps");
      assertThatThrownBy(() -> model.forecast(contexts, new Horizon(2, Step.HOUR), new double[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("PT1H");
    }
  }

  @Test
  void aGraphThatAnswersNoNumberIsNotPassedOn() throws IOException {
    float[][] infinite = {{0, 0}, {0, 0}, {0, 0}, {Float.POSITIVE_INFINITY, 1}};
    try (OnnxModel model = OnnxModel.open(TinyGraph.matmul(infinite), layout(List.of()))) {
      assertThatThrownBy(() -> one(model, 1, 1, 1, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("test/X");
    }
  }

  private static OnnxModel open(List<Double> spread) throws IOException {
    return OnnxModel.open(TinyGraph.matmul(REPEAT_LAST), layout(spread));
  }

  private static OnnxLayout layout(List<Double> spread) {
    return new OnnxLayout(
        Step.DAY,
        4,
        2,
        List.of(new OnnxLayout.Input("target", OnnxLayout.Span.CONTEXT, List.of("target"))),
        OnnxLayout.Gaps.CARRY,
        "mean",
        "",
        List.of(),
        spread);
  }

  private static Forecast one(OnnxModel model, double... values) {
    double[] levels = {0.025, 0.5, 0.975};
    return model.forecast(List.of(context(values)), TWO_DAYS, levels).get(0);
  }

  private static Context context(double... values) {
    return new Context(
        new Series(
            new SeriesId("test", List.of("X")), Step.DAY, 100, "y", Map.of("y", values), Map.of()));
  }
}
