package io.foretide.registry.artifacts;

import io.foretide.registry.artifacts.Network.Node;
import io.foretide.registry.artifacts.Network.Tensor;
import io.foretide.runtime.rest.Says;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Neighbouring operations whose names begin alike up to a slash, as those of one layer do in our
 * own files and in PyTorch's; where names have no slash, an operation with parameters is a part of
 * its own, and so are those between two such.
 */
@Says("A part of a network: a layer, with what belongs to it.")
record Part(
    @Says("Its name in the file.") String name,
    @Says("ONNX's names of its operations, each once.") List<String> operators,
    @Says("How many operations.") int operations,
    @Says("Shape of what it hands on; empty where the file does not say.") List<String> output,
    @Says("Parameters that no earlier part counts.") long parameters) {
  private static final int NAMED = 3;

  static List<Part> of(List<Node> nodes, Map<String, Tensor> weights, List<Tensor> known) {
    Map<String, List<String>> shapes = new HashMap<>();
    known.forEach(value -> shapes.put(value.name(), value.shape()));
    List<Part> parts = new ArrayList<>();
    Set<String> counted = new HashSet<>();
    for (int from = 0; from < nodes.size(); ) {
      String key = key(nodes.get(from), weights);
      int to = from + 1;
      while (to < nodes.size() && key(nodes.get(to), weights).equals(key)) {
        to++;
      }
      parts.add(part(key, nodes.subList(from, to), weights, shapes, counted));
      from = to;
    }
    return parts;
  }

  /** Empty for an operation that belongs to no part by its name and has no parameters. */
  private static String key(Node node, Map<String, Tensor> weights) {
    int slash = node.name().lastIndexOf('/');
    if (slash > 0) {
      return node.name().substring(0, slash);
    }
    return node.inputs().stream().anyMatch(weights::containsKey) ? node.name() : "";
  }

  private static Part part(
      String key,
      List<Node> nodes,
      Map<String, Tensor> weights,
      Map<String, List<String>> shapes,
      Set<String> counted) {
    Set<String> operators = new LinkedHashSet<>();
    List<String> output = List.of();
    long parameters = 0;
    for (Node node : nodes) {
      operators.add(node.operator());
      for (String value : node.outputs()) {
        output = shapes.getOrDefault(value, output);
      }
      for (String input : node.inputs()) {
        if (weights.containsKey(input) && counted.add(input)) {
          parameters += weights.get(input).size();
        }
      }
    }
    String name =
        key.isEmpty()
            ? operators.stream().limit(NAMED).collect(Collectors.joining(", "))
            : key.replaceFirst("^/", "");
    return new Part(name, List.copyOf(operators), nodes.size(), output, parameters);
  }
}
