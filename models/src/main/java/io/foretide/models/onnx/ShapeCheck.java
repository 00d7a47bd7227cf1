package io.foretide.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Map;

/** Whether the tensors have the type and the dimensions that the layout will feed and read. */
record ShapeCheck(OnnxLayout layout) {
  private static final String CODE = "FT-2431";

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
          CODE, "the graph has no " + what + " \"" + name + "\"; it has " + nodes.keySet());
    }
    if (tensor.type != OnnxJavaType.FLOAT) {
      throw new ImportException(
          CODE, what + " " + name + " is of " + tensor.type + "; float32 is what is served");
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
          CODE,
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
          CODE,
          name
              + " has the shape "
              + Arrays.toString(has)
              + " in the graph, and the layout gives it "
              + Arrays.toString(wanted)
              + " (-1: any number)");
    }
  }
}
