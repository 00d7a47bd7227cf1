package io.foretide.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.Set;

/** An ONNX file made elsewhere, and what its maker declares of it. */
public final class ImportedGraph {
  private static final String NOT_ONNX = "FT-2430";
  private static final String LAYOUT = "FT-2431";
  private static final String RUN = "FT-2432";
  private static final ObjectMapper JSON = new ObjectMapper();
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
      OnnxLayout layout = layout(declared, step, session);
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

  private static OnnxLayout layout(String declared, Step step, OrtSession session)
      throws OrtException {
    try {
      JsonNode node = JSON.readTree(declared);
      if (!(node instanceof ObjectNode json)) {
        throw new ImportException(
            LAYOUT, "the layout is a JSON object such as {\"contextLength\": 60, \"horizon\": 28}");
      }
      complete(json, step, session.getInputInfo(), session.getOutputNames());
      return OnnxLayout.fromJson(json.toString().getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = cause == e ? e.getOriginalMessage() : cause.getMessage();
      throw new ImportException(LAYOUT, "the layout cannot be read: " + why, e);
    } catch (IOException e) {
      throw new ImportException(LAYOUT, "the layout cannot be read: " + e.getMessage(), e);
    }
  }

  private static void complete(
      ObjectNode json, Step step, Map<String, NodeInfo> inputs, Set<String> outputs) {
    for (String needed : List.of("contextLength", "horizon")) {
      if (!json.path(needed).isInt()) {
        throw new ImportException(
            LAYOUT, "the layout says how many steps \"" + needed + "\" has, a whole number");
      }
    }
    if (!json.hasNonNull("step")) {
      json.put("step", step.toString());
    }
    if (!json.hasNonNull("gaps")) {
      json.put("gaps", OnnxLayout.Gaps.CARRY.name());
    }
    if (!json.hasNonNull("inputs")) {
      requireOne("inputs", inputs.keySet());
      ObjectNode input = json.putArray("inputs").addObject();
      input.put("name", inputs.keySet().iterator().next()).put("span", "CONTEXT");
      input.putArray("features").add("target");
    }
    if (!json.hasNonNull("meanOutput")) {
      requireOne("meanOutput", outputs);
      json.put("meanOutput", outputs.iterator().next());
    }
    if (!json.hasNonNull("quantileOutput")) {
      json.put("quantileOutput", "");
    }
    for (String list : List.of("levels", "spread")) {
      if (!json.hasNonNull(list)) {
        json.putArray(list);
      }
    }
  }

  private static void requireOne(String what, Set<String> names) {
    if (names.size() != 1) {
      throw new ImportException(
          LAYOUT, "the layout must say \"" + what + "\", since the graph has " + names);
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

  /** Whether the tensors have the type and the dimensions that the layout will feed and read. */
  private record ShapeCheck(OnnxLayout layout) {
    void check(Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {
      for (OnnxLayout.Input input : layout.inputs()) {
        InputFiller filler = new InputFiller(layout, input);
        long[] flat = {-1, filler.steps()};
        long[] full = {-1, filler.steps(), filler.features()};
        TensorInfo tensor = tensor(inputs, input.name(), "input");
        boolean two = tensor.getShape().length == 2 && filler.features() == 1;
        require(input.name(), tensor.getShape(), two ? flat : full);
      }
      long[] mean = {-1, layout.horizon()};
      require(layout.meanOutput(), tensor(outputs, layout.meanOutput(), "output").getShape(), mean);
      if (!layout.levels().isEmpty()) {
        long[] quantiles = {-1, layout.horizon(), layout.levels().size()};
        String name = layout.quantileOutput();
        require(name, tensor(outputs, name, "output").getShape(), quantiles);
      }
    }

    private static TensorInfo tensor(Map<String, NodeInfo> nodes, String name, String what) {
      NodeInfo node = nodes.get(name);
      if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
        throw new ImportException(
            LAYOUT, "the graph has no " + what + " \"" + name + "\"; it has " + nodes.keySet());
      }
      if (tensor.type != OnnxJavaType.FLOAT) {
        throw new ImportException(
            LAYOUT, what + " " + name + " is of " + tensor.type + "; float32 is what is served");
      }
      return tensor;
    }

    /** -1 stands for any number, on either side. */
    private static void require(String name, long[] has, long[] wanted) {
      long[] cut = has;
      while (cut.length > wanted.length && cut[cut.length - 1] == 1) {
        cut = Arrays.copyOf(cut, cut.length - 1);
      }
      if (cut.length == wanted.length && cut[0] > 0) {
        throw new ImportException(
            LAYOUT,
            name
                + " was exported for batches of exactly "
                + cut[0]
                + "; export it with a free first dimension (torch.onnx.export: dynamic_axes)");
      }
      boolean fits = cut.length == wanted.length;
      for (int i = 1; fits && i < cut.length; i++) {
        fits = cut[i] < 0 || cut[i] == wanted[i];
      }
      if (!fits) {
        throw new ImportException(
            LAYOUT,
            name
                + " has the shape "
                + Arrays.toString(has)
                + " in the graph, and the layout gives it "
                + Arrays.toString(wanted)
                + " (-1: any number)");
      }
    }
  }
}
