package io.foretide.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputFillerTest {
  private static final OnnxLayout.Input WINDOW =
      new OnnxLayout.Input(
          "x", OnnxLayout.Span.WINDOW, List.of("column:price", "week-sin-1", "week-cos-1"));

  @Test
  void aColumnsKnownFutureFollowsItsPast() {
    float[] filled = fill(Map.of("price", new double[] {7, 8}), 1, 2, 3);
    assertThat(column(filled, 0, 3)).containsExactly(2, 3, 7, 8);
  }

  @Test
  void whereNoFutureIsKnownTheLastValueStays() {
    assertThat(column(fill(Map.of(), 1, 2, 3), 0, 3)).containsExactly(2, 3, 3, 3);
    assertThat(column(fill(Map.of(), 2, Double.NaN), 0, 3)).containsExactly(2, 2, 2, 2);
  }

  @Test
  void theCalendarGoesOnBeyondTheCutoff() {
    // Step 0 is a Thursday, so the three-step history ends on a Saturday.
    float[] sines = column(fill(Map.of(), 1, 2, 3), 1, 3);
    for (int t = 0; t < 4; t++) {
      double weekday = 4 + t;
      assertThat((double) sines[t]).isCloseTo(Math.sin(2 * Math.PI * weekday / 7), within(1e-6));
    }
  }

  @Test
  void aSeriesWithoutTheColumnIsRefusedByName() {
    Series bare =
        new Series(
            new SeriesId("d", List.of("a")),
            Step.DAY,
            0,
            "y",
            Map.of("y", new double[3]),
            Map.of());
    InputFiller filler = new InputFiller(layout(WINDOW), WINDOW);
    float[] out = new float[filler.size()];
    assertThatThrownBy(() -> filler.fill(List.of(new Context(bare)), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("price")
        .hasMessageContaining("d/a");
  }

  @Test
  void theTargetsFutureCannotBeAskedFor() {
    assertThatThrownBy(() -> new OnnxLayout.Input("x", OnnxLayout.Span.WINDOW, List.of("target")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after the cutoff");
  }

  private static float[] fill(Map<String, double[]> known, double... prices) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("y", new double[prices.length]);
    columns.put("price", prices);
    Series series =
        new Series(new SeriesId("d", List.of("a")), Step.DAY, 0, "y", columns, Map.of());
    InputFiller filler = new InputFiller(layout(WINDOW), WINDOW);
    float[] filled = new float[filler.size()];
    filler.fill(List.of(new Context(series, known)), filled);
    return filled;
  }

  private static float[] column(float[] filled, int feature, int width) {
    float[] column = new float[filled.length / width];
    for (int t = 0; t < column.length; t++) {
      column[t] = filled[t * width + feature];
    }
    return column;
  }

  private static OnnxLayout layout(OnnxLayout.Input input) {
    return new OnnxLayout(
        Step.DAY, 2, 2, List.of(input), OnnxLayout.Gaps.CARRY, "mean", "", List.of(), List.of());
  }
}
