package io.foretide.neural.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.onnx.OnnxModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Shape;
import io.foretide.neural.network.Networks;
import io.foretide.neural.training.Baseline;
import io.foretide.neural.training.Point;
import io.foretide.neural.training.Scaling;
import io.foretide.neural.training.Weighting;
import io.foretide.neural.training.WindowOutput;
import io.foretide.neural.training.WindowShape;
import io.foretide.neural.training.Windows;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowGraphTest {
  private static final int CONTEXT = 21;
  private static final int HORIZON = 5;
  private static final long START = 19_000;
  private static final WindowShape USUAL = WindowShape.of(Step.DAY, CONTEXT, HORIZON);
  private static final double NAN = Double.NaN;

  static Stream<WindowShape> shapes() {
    return Arrays.stream(Scaling.values())
        .flatMap(s -> Arrays.stream(Baseline.values()).map(b -> USUAL.with(s).with(b)))
        .flatMap(shape -> Stream.of(shape, shape.withCalendar(List.of())));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theGraphSaysWhatTheNetworkSaysWhateverTheSeriesLevelAndGaps(WindowShape shape)
      throws IOException {
    Random random = new Random(5);
    double[][] values = new double[4][60];
    for (int i = 0; i < 60; i++) {
      values[0][i] = random.nextInt(3);
      values[1][i] = i % 4 == 0 ? NAN : -50 + 20 * random.nextGaussian();
      values[2][i] = 40_000 + 5 * random.nextGaussian();
      values[3][i] = i < 50 ? NAN : 1e-3 * random.nextDouble();
    }
    Dataset data = new Dataset("d", Step.DAY, Arrays.stream(values).map(v -> series(v)).toList());
    MultiLayerNetwork network = network(shape);
    Windows windows = new Windows(data, shape, Weighting.WINDOW);
    List<Windows.Window> samples = windows.between(START, START + 60, 1);
    assertThat(samples).extracting(Windows.Window::series).contains(0, 1, 2);
    try (OnnxModel model = open(network, shape)) {
      WindowOutput expected = WindowOutput.of(network, windows, samples);
      double worst = ExportCheck.compare(model, windows, samples, expected, Levels.published());
      assertThat(worst).isBetween(0.0, 0.01);
    }
    Networks.close(network);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aContextOfNothingOrOfZerosIsForecastAsZero(WindowShape shape) throws IOException {
    assertThat(forecast(shape, new double[0])).containsOnly(0);
    assertThat(forecast(shape, NAN, NAN, NAN)).containsOnly(0);
    assertThat(forecast(shape, new double[CONTEXT])).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARD", "LAST_VALUE"})
  void aContextThatStandsStillStaysWhereItIsWhenScaledByItsDeviation(Scaling scaling)
      throws IOException {
    WindowShape standard = USUAL.with(scaling);
    double[] constant = new double[CONTEXT];
    for (double level : new double[] {0.1, 3, -12_345.6}) {
      Arrays.fill(constant, level);
      for (double[] still : new double[][] {constant, {level, NAN, level}}) {
        double[] expected = new double[HORIZON * Levels.published().length];
        Arrays.fill(expected, level);
        assertThat(forecast(standard, still))
            .containsExactly(expected, within(1e-6 * Math.abs(level)));
      }
    }
  }

  private static double[] forecast(WindowShape shape, double... values) throws IOException {
    MultiLayerNetwork network = network(shape);
    try (OnnxModel model = open(network, shape)) {
      Forecast forecast =
          model
              .forecast(
                  List.of(new Context(series(values))),
                  new Horizon(HORIZON, Step.DAY),
                  Levels.published())
              .get(0);
      return Arrays.stream(forecast.quantiles()).flatMapToDouble(Arrays::stream).toArray();
    } finally {
      Networks.close(network);
    }
  }

  private static MultiLayerNetwork network(WindowShape shape) {
    int outputs = 1 + Levels.published().length;
    return Networks.of(
        Sequence.of(Dense.linear(6), new LastSteps(HORIZON), Dense.linear(outputs)),
        new Shape(shape.steps(), shape.features()),
        0.01,
        3);
  }

  private static OnnxModel open(MultiLayerNetwork network, WindowShape shape) throws IOException {
    WindowGraph graph = new WindowGraph(shape, Levels.published(), Point.MEDIAN);
    return OnnxModel.open(graph.build("test", new NetworkExport(network)::addTo), graph.layout());
  }

  private static Series series(double... values) {
    return new Series(
        new SeriesId("d", List.of("a" + Arrays.hashCode(values))),
        Step.DAY,
        START,
        "y",
        Map.of("y", values),
        Map.of());
  }
}
