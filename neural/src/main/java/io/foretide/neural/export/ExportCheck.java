package io.foretide.neural.export;

import io.foretide.models.kind.FitException;
import io.foretide.models.onnx.OnnxModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.neural.training.Unit;
import io.foretide.neural.training.WindowOutput;
import io.foretide.neural.training.Windows;
import java.util.List;

/** Compares an exported graph in ONNX Runtime with the network it was made from. */
public final class ExportCheck {
  /** In units of the context's scale. */
  private static final double TOLERANCE = 1e-4;

  /** Of the output to single precision, which matters where a high level hardly moves. */
  private static final double ROUNDINGS = 2;

  private ExportCheck() {}

  /**
   * @param outputs what the network says of the windows
   * @return the largest difference found, in units of the context's scale
   * @throws FitException if the two differ by more than 1e-4 of the context's scale
   */
  public static double compare(
      OnnxModel model,
      Windows windows,
      List<Windows.Window> samples,
      WindowOutput outputs,
      double[] levels) {
    List<Context> contexts =
        samples.stream()
            .map(
                w -> {
                  Series whole = windows.series(w);
                  return new Context(whole.upTo(whole.timeAt(w.end() - 1)), windows.known(w));
                })
            .toList();
    Horizon horizon = new Horizon(windows.shape().horizon(), windows.shape().step());
    List<Forecast> forecasts = model.forecast(contexts, horizon, levels);
    double worst = 0;
    for (int b = 0; b < samples.size(); b++) {
      Unit unit = windows.unit(samples.get(b));
      double[][] expected = outputs.sortedQuantiles(b);
      double[][] actual = forecasts.get(b).quantiles();
      for (int q = 0; q < levels.length; q++) {
        for (int h = 0; h < horizon.steps(); h++) {
          double difference =
              Math.abs((actual[q][h] - unit.center()) / unit.scale() - expected[q][h]);
          double rounding = ROUNDINGS * Math.ulp((float) actual[q][h]) / unit.scale();
          double allowed = TOLERANCE * Math.max(1, Math.abs(expected[q][h])) + rounding;
          if (!(difference <= allowed)) {
            throw new FitException(
                "the exported graph differs from the network by "
                    + difference
                    + " of the series' scale ("
                    + contexts.get(b).history().id()
                    + ", step "
                    + (h + 1)
                    + ", level "
                    + levels[q]
                    + "); this is a fault of Foretide, not of the data");
          }
          worst = Math.max(worst, difference);
        }
      }
    }
    return worst;
  }
}
