package io.foretide.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** An ONNX file made elsewhere, and what its maker declares of it. */
public final class ImportedGraph {
  private static final String NOT_ONNX = "FT-2430";
  private static final String LAYOUT = "FT-2431";
  private static final String RUN = "FT-2432";
  private static final int PROBES = 3;

  /** What a row of a batch may differ by from the same window alone, relative to its size. */
  private static final double SAME = 1e-3;

  private final byte[] graph;
  private final OnnxLayout layout;

  private ImportedGraph(byte[] graph, OnnxLayout layout) {
    this.graph = graph;
    this.layout = layout;
  }

  /**
   * Checks a file against its declared layout, without running it.
   *
   * @param declared JSON of an {@link OnnxLayout}, of which most may be left out: the step is then
   *     the model's, gaps are carried over, a single input reads the target, and a single output is
   *     the mean
   * @param step of the model it is for
   * @throws ImportException FT-2430 if it is no ONNX file; FT-2431 if layout and graph do not fit
   */
  public static ImportedGraph of(byte[] graph, String declared, Step step) {
    if (!GraphFile.isModel(graph)) {
      throw new ImportException(NOT_ONNX, "the file is not an ONNX model; " + guess(graph));
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = OrtEnvironment.getEnvironment().createSession(graph, options)) {
      OnnxLayout layout =
          DeclaredLayout.read(declared, step, session.getInputNames(), session.getOutputNames());
      new ShapeCheck(layout).check(session.getInputInfo(), session.getOutputInfo());
      return new ImportedGraph(graph.clone(), layout);
    } catch (OrtException e) {
      throw new ImportException(
          NOT_ONNX, "ONNX Runtime cannot load the file: " + e.getMessage(), e);
    }
  }

  public OnnxLayout layout() {
    return layout;
  }

  /**
   * Opens it, and has it forecast windows of real series, alone and side by side.
   *
   * @throws ImportException FT-2431 if it cannot be opened; FT-2432 if what it says is not finite,
   *     has another shape than declared, or depends on what else is in the batch
   */
  public OnnxModel open(Dataset data) {
    OnnxModel model;
    try {
      model = OnnxModel.open(graph, layout);
    } catch (IOException e) {
      throw new ImportException(LAYOUT, e.getMessage(), e);
    }
    try {
      probe(model, data);
      return model;
    } catch (IllegalStateException | IllegalArgumentException e) {
      model.close();
      throw new ImportException(RUN, "the graph cannot forecast this data: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private void probe(OnnxModel model, Dataset data) {
    List<Context> contexts = data.series().stream().limit(PROBES).map(Context::new).toList();
    Horizon horizon = new Horizon(layout.horizon(), layout.step());
    List<Forecast> together = model.forecast(contexts, horizon, Levels.published());
    for (int i = 0; i < contexts.size(); i++) {
      Forecast alone = model.forecast(List.of(contexts.get(i)), horizon, Levels.published()).get(0);
      for (int h = 0; h < horizon.steps(); h++) {
        double difference = Math.abs(alone.meanAt(h) - together.get(i).meanAt(h));
        if (difference > SAME * Math.max(1, Math.abs(alone.meanAt(h)))) {
          throw new ImportException(
              RUN,
              "the graph forecasts "
                  + alone.series()
                  + " otherwise alone than beside others ("
                  + alone.meanAt(h)
                  + " and "
                  + together.get(i).meanAt(h)
                  + "); rows of a batch must not see each other");
        }
      }
    }
  }

  private static String guess(byte[] file) {
    String head = new String(Arrays.copyOf(file, 4), StandardCharsets.ISO_8859_1);
    if (head.startsWith("PK")) {
      return "a zip archive, such as torch.save writes: export it with torch.onnx.export";
    } else if (head.startsWith("\u0089HDF")) {
      return "HDF5, such as Keras writes: convert it with tf2onnx";
    } else if (head.startsWith("\u0080")) {
      return "a pickle of Python: export the model with torch.onnx.export or skl2onnx";
    }
    return "export the model to ONNX first";
  }
}
