package io.foretide.models.onnx;

import ai.onnxruntime.OrtException;
import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.features.FeatureException;
import io.foretide.models.features.FeaturePlan;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A network served by ONNX Runtime, from any kind and any maker.
 *
 * <p>Quantiles are the graph's own where it gives them (interpolated between its levels); otherwise
 * those of a normal distribution with the layout's spread. Neither is calibrated.
 */
public final class OnnxModel implements ForecastModel, Explainable {
  /**
   * Windows per call of the runtime: what the network keeps of so many stays in the processor's
   * cache. Calls run side by side where a core is idle.
   */
  private static final int MAX_BATCH = 32;

  private final byte[] graph;
  private final OnnxLayout layout;
  private final OnnxSession session;
  private final Optional<FeaturePlan> plan;
  private final List<Explanation> explanations;

  private OnnxModel(
      byte[] graph,
      OnnxLayout layout,
      OnnxSession session,
      Optional<FeaturePlan> plan,
      List<Explanation> explanations) {
    this.graph = graph;
    this.layout = layout;
    this.session = session;
    this.plan = plan;
    this.explanations = List.copyOf(explanations);
  }

  /**
   * Opens a graph that nobody explains.
   *
   * @throws IOException as {@link #open(byte[], OnnxLayout, List)}
   */
  public static OnnxModel open(byte[] graph, OnnxLayout layout) throws IOException {
    return open(graph, layout, List.of());
  }

  /**
   * Opens a graph.
   *
   * @param explanations what its maker found it to go by
   * @throws IOException if ONNX Runtime cannot load it, or it lacks an input or output that the
   *     layout names; the message lists what it has
   * @throws FeatureException FT-2461 to FT-2463 if the features of bars that it was trained on are
   *     not those of the layout, or not what is computed here
   */
  public static OnnxModel open(byte[] graph, OnnxLayout layout, List<Explanation> explanations)
      throws IOException {
    try {
      OnnxSession session = new OnnxSession(graph, layout);
      try {
        return new OnnxModel(graph.clone(), layout, session, session.trainedOn(), explanations);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new IOException("ONNX Runtime cannot load this graph: " + e.getMessage(), e);
    }
  }

  /** Which features of bars it was trained on, and in what scale; empty where it says nothing. */
  public Optional<FeaturePlan> plan() {
    return plan;
  }

  public OnnxLayout layout() {
    return layout;
  }

  @Override
  public List<Explanation> explanations() {
    return explanations;
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
    QuantileReader quantiles = new QuantileReader(layout, levels);
    int batches = (contexts.size() + MAX_BATCH - 1) / MAX_BATCH;
    if (batches <= 1) {
      return contexts.isEmpty() ? List.of() : run(contexts, horizon.steps(), quantiles);
    }
    return IntStream.range(0, batches)
        .parallel()
        .mapToObj(
            i -> contexts.subList(i * MAX_BATCH, Math.min(contexts.size(), (i + 1) * MAX_BATCH)))
        .flatMap(batch -> run(batch, horizon.steps(), quantiles).stream())
        .toList();
  }

  private List<Forecast> run(List<Context> batch, int steps, QuantileReader quantiles) {
    OnnxSession.Output output = session.run(batch);
    List<Forecast> forecasts = new ArrayList<>(batch.size());
    for (int b = 0; b < batch.size(); b++) {
      forecasts.add(read(batch.get(b), output, b, steps, quantiles));
    }
    return forecasts;
  }

  /** What the graph's tensors hold; constants that were not learned among them. */
  @Override
  public OptionalLong parameters() {
    return OptionalLong.of(GraphFile.parameters(graph));
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    artifacts.write(OnnxFormat.MODEL_FILE, graph);
    artifacts.write(OnnxFormat.LAYOUT_FILE, layout.toJson());
    if (plan.isPresent()) {
      artifacts.write(OnnxFormat.FEATURES_FILE, plan.get().toJson());
    }
    Explanations.write(artifacts, explanations);
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
      Context context, OnnxSession.Output output, int row, int steps, QuantileReader quantiles) {
    double[] mean = new double[steps];
    for (int h = 0; h < steps; h++) {
      mean[h] = output.mean(row, h);
      if (!Double.isFinite(mean[h])) {
        throw new IllegalStateException(
            "the graph's forecast of " + context.history().id() + " is " + mean[h]);
      }
    }
    Series history = context.history();
    return new Forecast(
        history.id(),
        history.end(),
        mean,
        quantiles.levels(),
        quantiles.read(output, row, mean, history));
  }
}
