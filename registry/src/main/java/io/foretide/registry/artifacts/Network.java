package io.foretide.registry.artifacts;

import io.foretide.models.onnx.WireReader;
import io.foretide.runtime.rest.Says;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** The outline of an ONNX file (onnx.proto, IR version 8): what goes in and out, and its layers. */
@Says("The outline of a network.")
record Network(
    @Says("Name of the file.") String file,
    @Says("Who wrote it.") String producer,
    List<Tensor> inputs,
    List<Tensor> outputs,
    @Says("Operations with parameters, in order.") List<Layer> layers,
    @Says("Its parts in order, each of some operations.") List<Part> parts,
    @Says("Operations in all.") int operations,
    @Says("Parameters in all, each counted once.") long parameters) {
  private static final Set<Long> FLOATING = Set.of(1L, 10L, 11L, 16L);

  @Says("A named array.")
  record Tensor(
      String name, @Says("Sizes by dimension; a word where it varies.") List<String> shape) {
    /** How many numbers it holds; every size must be known. */
    long size() {
      return shape.stream().mapToLong(Long::parseLong).reduce(1, (a, b) -> a * b);
    }
  }

  @Says("An operation with parameters.")
  record Layer(
      String name,
      @Says("ONNX's name of it.") String operator,
      List<Tensor> weights,
      @Says("Parameters that no earlier layer counts.") long parameters) {}

  /**
   * An operation.
   *
   * @param name its own, or its first output's
   */
  record Node(String name, String operator, List<String> inputs, List<String> outputs) {
    static Node read(WireReader part) {
      String name = "";
      String operator = "";
      List<String> inputs = new ArrayList<>();
      List<String> outputs = new ArrayList<>();
      while (part.next()) {
        switch (part.field()) {
          case 1 -> inputs.add(part.text());
          case 2 -> outputs.add(part.text());
          case 3 -> name = part.text();
          case 4 -> operator = part.text();
          default -> {}
        }
      }
      String first = outputs.isEmpty() ? "" : outputs.get(0);
      return new Node(name.isEmpty() ? first : name, operator, inputs, outputs);
    }
  }

  /**
   * @throws IllegalArgumentException if this is no ONNX file
   */
  static Network read(String file, byte[] content) {
    try {
      String producer = "";
      WireReader graph = new WireReader(new byte[0]);
      WireReader model = new WireReader(content);
      while (model.next()) {
        if (model.field() == 2) {
          producer = model.text();
        } else if (model.field() == 7) {
          graph = model.message();
        }
      }
      return of(file, producer, graph);
    } catch (NoSuchElementException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Network of(String file, String producer, WireReader graph) {
    Map<String, Tensor> weights = weights(graph);
    List<Node> nodes = graph.messages(1).stream().map(Node::read).toList();
    return new Network(
        file,
        producer,
        // Older files name their weights among the inputs.
        values(graph.messages(11)).stream().filter(t -> !weights.containsKey(t.name())).toList(),
        values(graph.messages(12)),
        layers(nodes, weights),
        Part.of(nodes, weights, values(graph.messages(13))),
        nodes.size(),
        weights.values().stream().mapToLong(Tensor::size).sum());
  }

  private static Map<String, Tensor> weights(WireReader graph) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (WireReader part : graph.messages(5)) {
      String name = "";
      long type = 0;
      List<String> shape = new ArrayList<>();
      while (part.next()) {
        switch (part.field()) {
          case 1 -> Arrays.stream(part.numbers()).mapToObj(Long::toString).forEach(shape::add);
          case 2 -> type = part.number();
          case 8 -> name = part.text();
          default -> {}
        }
      }
      if (FLOATING.contains(type)) {
        weights.put(name, new Tensor(name, shape));
      }
    }
    return weights;
  }

  private static List<Layer> layers(List<Node> nodes, Map<String, Tensor> weights) {
    List<Layer> layers = new ArrayList<>();
    Set<String> counted = new HashSet<>();
    for (Node node : nodes) {
      List<Tensor> used =
          node.inputs().stream().filter(weights::containsKey).map(weights::get).toList();
      if (!used.isEmpty()) {
        long own = used.stream().filter(t -> counted.add(t.name())).mapToLong(Tensor::size).sum();
        layers.add(new Layer(node.name(), node.operator(), used, own));
      }
    }
    return layers;
  }

  private static List<Tensor> values(List<WireReader> infos) {
    List<Tensor> values = new ArrayList<>();
    for (WireReader part : infos) {
      String name = "";
      List<String> shape = List.of();
      while (part.next()) {
        if (part.field() == 1) {
          name = part.text();
        } else if (part.field() == 2) {
          shape = shape(part.message());
        }
      }
      values.add(new Tensor(name, shape));
    }
    return values;
  }

  /** Of TypeProto.tensor_type.shape.dim: a value, or the name of what varies. */
  private static List<String> shape(WireReader type) {
    List<String> shape = new ArrayList<>();
    for (WireReader tensor : type.messages(1)) {
      for (WireReader dimensions : tensor.messages(2)) {
        for (WireReader dimension : dimensions.messages(1)) {
          String size = "?";
          while (dimension.next()) {
            size = dimension.field() == 1 ? Long.toString(dimension.number()) : dimension.text();
          }
          shape.add(size);
        }
      }
    }
    return shape;
  }
}
