package io.foretide.neural.export;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx;

/** What no output of a graph depends on. */
final class Unused {
  private Unused() {}

  /** Leaves it out: nodes, constants and what is said of values. */
  static void leaveOut(Onnx.GraphProto.Builder graph) {
    Set<String> used = new HashSet<>();
    graph.getOutputList().forEach(output -> used.add(output.getName()));
    Deque<Onnx.NodeProto> nodes = new ArrayDeque<>();
    for (int n = graph.getNodeCount() - 1; n >= 0; n--) {
      Onnx.NodeProto node = graph.getNode(n);
      if (node.getOutputList().stream().anyMatch(used::contains)) {
        used.addAll(node.getInputList());
        nodes.addFirst(node);
      }
    }
    List<Onnx.TensorProto> constants =
        graph.getInitializerList().stream().filter(c -> used.contains(c.getName())).toList();
    List<Onnx.ValueInfoProto> described =
        graph.getValueInfoList().stream().filter(v -> used.contains(v.getName())).toList();
    graph.clearNode().addAllNode(nodes);
    graph.clearInitializer().addAllInitializer(constants);
    graph.clearValueInfo().addAllValueInfo(described);
  }
}
