package io.foretide.models.onnx;

import ai.onnxruntime.OrtException;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network served by ONNX Runtime, from any kind and any maker.
 *
 * <p>Quantiles are the graph's own where it gives them (interpolated between its levels); otherwise
 * those of a normal distribution with the layout's spread. Neither is calibrated.
 */
public final class OnnxModel implements ForecastModel {
  /** Bounds the memory of one call of the runtime; beyond it a batch gains nothing. */
  private static final int MAX_BATCH = 512;

  private final byte[] graph;
  private final OnnxLayout layout;
  private final OnnxSession session;
  private final QuantileReader quantileReader;

  private OnnxModel(byte[] graph, OnnxLayout layout, OnnxSession session) {
    this.graph = graph;
    this.layout = layout;
    this.session = session;
    this.quantileReader = new QuantileReader(layout);
  }

  /**
   * Opens a graph.
   *
   * @throws IOException if ONNX Runtime cannot load it, or it lacks an input or output that the
   *     layout names; the message lists what it has
   */
  public static OnnxModel open(byte[] graph, OnnxLayout layout) throws IOException {
    try {
      return new OnnxModel(graph.clone(), layout, new OnnxSession(graph, layout));
    } catch (OrtException e) {
      throw new IOException("ONNX Runtime cannot load this graph: " + e.getMessage(), e);
    }
  }

  public OnnxLayout layout() {
    return layout;
  }

  @Override
  public String format() {
    return OnnxFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return layout.horizon();
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    check(horizon);
    List<Forecast> forecasts = new ArrayList<>(contexts.size());
    for (int from = 0; from < contexts.size(); from += MAX_BATCH) {
      List<Context> batch = contexts.subList(from, Math.min(contexts.size(), from + MAX_BATCH));
      OnnxSession.Output output = session.run(batch);
      for (int b = 0; b < batch.size(); b++) {
        forecasts.add(read(batch.get(b), output, b, horizon.steps(), levels));
      }
    }
    return forecasts;
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    artifacts.write(OnnxFormat.MODEL_FILE, graph);
    artifacts.write(OnnxFormat.LAYOUT_FILE, layout.toJson());
  }

  /** Waits for calls in flight, then frees the session; later calls fail. */
  @Override
  public void close() {
    session.close();
  }

  private void check(Horizon horizon) {
    if (horizon.steps() > layout.horizon()) {
      throw new IllegalArgumentException(
          "this model forecasts "
              + layout.horizon()
              + " steps ahead, not "
              + horizon.steps()
              + "; train one with that horizon");
    }
    if (!horizon.step().equals(layout.step())) {
      throw new IllegalArgumentException(
          "this model's step is " + layout.step() + ", not " + horizon.step());
    }
  }

  private Forecast read(
      Context context, OnnxSession.Output output, int row, int steps, double[] levels) {
    double[] mean = new double[steps];
    for (int h = 0; h < steps; h++) {
      mean[h] = output.mean(row, h);
      if (!Double.isFinite(mean[h])) {
        throw new IllegalStateException(
            "the graph's forecast of " + context.history().id() + " is " + mean[h]);
      }
    }
    double[][] quantiles = quantileReader.read(output, row, mean, scale(context.history()), levels);
    Series history = context.history();
    return new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles);
  }

  /** Mean absolute value of what the graph saw; 0 where that was nothing. */
  private double scale(Series history) {
    double[] seen = new double[layout.contextLength()];
    int n = 0;
    for (int i = Math.max(0, history.length() - seen.length); i < history.length(); i++) {
      double value = history.targetAt(i);
      if (!Double.isNaN(value)) {
        seen[n++] = Math.abs(value);
      }
    }
    return Arrays.stream(seen, 0, n).average().orElse(0);
  }
}
