package io.foretide.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.foretide.models.features.FeatureException;
import io.foretide.models.features.FeaturePlan;
import io.foretide.models.series.Context;
import io.foretide.models.serving.Lifetime;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A loaded graph. Runs are safe from many threads; closing waits for them. */
final class OnnxSession implements AutoCloseable {
  private static final String NO_SPINNING = "session.intra_op.allow_spinning";

  private final OnnxLayout layout;
  private final OrtSession session;
  private final Map<String, RunMemory.Feed> feeds = new LinkedHashMap<>();
  private final Queue<RunMemory> idle = new ConcurrentLinkedQueue<>();
  private final Set<String> outputs = new LinkedHashSet<>();
  private final Lifetime lifetime = new Lifetime();

  OnnxSession(byte[] graph, OnnxLayout layout) throws OrtException, IOException {
    this.layout = layout;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // One thread each: throughput comes from batches and from many callers, not from inside.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry(NO_SPINNING, "0");
      session = OrtEnvironment.getEnvironment().createSession(graph, options);
    }
    try {
      plan();
    } catch (IOException | OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Everything the graph says of a batch. */
  static final class Output {
    private final int horizon;
    private final int levels;
    private final float[] mean;
    private final float[] quantiles;

    private Output(int horizon, int levels, float[] mean, float[] quantiles) {
      this.horizon = horizon;
      this.levels = levels;
      this.mean = mean;
      this.quantiles = quantiles;
    }

    double mean(int row, int h) {
      return mean[row * horizon + h];
    }

    double quantile(int row, int h, int q) {
      return quantiles[(row * horizon + h) * levels + q];
    }
  }

  /**
   * What the graph itself says of the features of bars that it was trained on; empty where it says
   * nothing.
   *
   * @throws FeatureException FT-2461 to FT-2463 if they are not those that the layout will feed it,
   *     or not what is computed here
   */
  Optional<FeaturePlan> trainedOn() throws OrtException {
    Optional<FeaturePlan> plan =
        session
            .getMetadata()
            .getCustomMetadataValue(OnnxLayout.PLAN)
            .map(json -> FeaturePlan.fromJson(json.getBytes(StandardCharsets.UTF_8)));
    if (plan.isPresent()) {
      plan.get().requireSame(layout.bars(), layout.contextLength());
      plan.get().requireSameFormulas();
    }
    return plan;
  }

  Output run(List<Context> contexts) {
    try (var use = lifetime.use()) {
      RunMemory memory = Optional.ofNullable(idle.poll()).orElseGet(() -> new RunMemory(feeds));
      try (OrtSession.Result result = session.run(memory.fill(contexts), outputs)) {
        int horizon = layout.horizon();
        int levels = layout.levels().size();
        float[] mean = read(result, layout.meanOutput(), contexts.size() * horizon);
        float[] quantiles =
            levels == 0
                ? new float[0]
                : read(result, layout.quantileOutput(), contexts.size() * horizon * levels);
        return new Output(horizon, levels, mean, quantiles);
      } finally {
        idle.add(memory);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    lifetime.end(this::free);
  }

  private void free() {
    idle.forEach(RunMemory::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close its session", e);
    }
  }

  private void plan() throws OrtException, IOException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    for (OnnxLayout.Input input : layout.inputs()) {
      InputFiller filler = new InputFiller(layout, input);
      NodeInfo info = require(inputs, input.name(), "input");
      boolean flat = ((TensorInfo) info.getInfo()).getShape().length == 2;
      if (flat && filler.features() > 1) {
        throw new IOException(
            "input " + input.name() + " has two dimensions but " + filler.features() + " features");
      }
      feeds.put(input.name(), new RunMemory.Feed(filler, flat));
    }
    if (inputs.size() > feeds.size()) {
      throw new IOException(
          "the graph asks for "
              + inputs.keySet()
              + ", of which the layout fills "
              + feeds.keySet());
    }
    require(session.getOutputInfo(), layout.meanOutput(), "output");
    outputs.add(layout.meanOutput());
    if (!layout.levels().isEmpty()) {
      require(session.getOutputInfo(), layout.quantileOutput(), "output");
      outputs.add(layout.quantileOutput());
    }
  }

  private static NodeInfo require(Map<String, NodeInfo> nodes, String name, String what)
      throws IOException {
    NodeInfo info = nodes.get(name);
    if (info == null || !(info.getInfo() instanceof TensorInfo)) {
      throw new IOException(
          "the graph has no tensor " + what + " \"" + name + "\"; it has " + nodes.keySet());
    }
    return info;
  }

  private static float[] read(OrtSession.Result result, String name, int expected)
      throws OrtException {
    OnnxTensor tensor =
        (OnnxTensor) result.get(name).orElseThrow(() -> new IllegalStateException("no " + name));
    FloatBuffer buffer = tensor.getFloatBuffer();
    if (buffer == null || buffer.remaining() != expected) {
      throw new IllegalStateException(
          "output "
              + name
              + " has shape "
              + java.util.Arrays.toString(tensor.getInfo().getShape())
              + " where "
              + expected
              + " floats were expected");
    }
    // A copy on the heap already.
    return buffer.array();
  }
}
