package io.foretide.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds an ONNX file of tree ensembles, value by value. (The builder of the neural room rests on
 * DL4J's classes, which nobody who serves may load.) Opset 13 and ai.onnx.ml 1.
 */
public final class TreeGraph {
  static final String TREES = "ai.onnx.ml";
  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;

  private final WireWriter graph = new WireWriter();
  private final List<WireWriter> inputs = new ArrayList<>();
  private final List<WireWriter> outputs = new ArrayList<>();
  private final List<WireWriter> constants = new ArrayList<>();
  private int names;

  /** A float input {@code [batch][width]}. */
  public String input(String name, int width) {
    inputs.add(value(name, width));
    return name;
  }

  /** Declares a float output {@code [batch][width]} under the name of an existing value. */
  public void output(String name, String value, int width) {
    graph.message(
        1, new WireWriter().text(1, value).text(2, name).text(3, name).text(4, "Identity"));
    outputs.add(value(name, width));
  }

  /** A float constant {@code [1][values]}. */
  public String constant(float... values) {
    String name = "constant_" + names++;
    List<Float> all = new ArrayList<>();
    for (float value : values) {
      all.add(value);
    }
    constants.add(
        new WireWriter()
            .number(1, 1)
            .number(1, values.length)
            .number(2, FLOAT)
            .floats(4, all)
            .text(8, name));
    return name;
  }

  /** A node with one output. */
  public String op(String type, String... values) {
    String name = type + "_" + names++;
    WireWriter node = new WireWriter();
    for (String one : values) {
      node.text(1, one);
    }
    graph.message(1, node.text(2, name).text(3, name).text(4, type));
    return name;
  }

  /** What the trees say of {@code [batch][features]}: {@code [batch][1]}. */
  public String trees(String features, TreeNodes nodes) {
    String name = "trees_" + names++;
    graph.message(1, nodes.node(features, name));
    return name;
  }

  /**
   * The file's bytes.
   *
   * @param properties for people and tools that open it
   */
  public byte[] toBytes(String name, Map<String, String> properties) {
    graph.text(2, name);
    constants.forEach(constant -> graph.message(5, constant));
    inputs.forEach(input -> graph.message(11, input));
    outputs.forEach(output -> graph.message(12, output));
    WireWriter model =
        new WireWriter()
            .number(1, IR_VERSION)
            .text(2, "foretide")
            .message(7, graph)
            .message(8, new WireWriter().text(1, "").number(2, OPSET))
            .message(8, new WireWriter().text(1, TREES).number(2, 1));
    properties.forEach(
        (key, value) -> model.message(14, new WireWriter().text(1, key).text(2, value)));
    return model.toBytes();
  }

  private static WireWriter value(String name, int width) {
    WireWriter shape =
        new WireWriter()
            .message(1, new WireWriter().text(2, "batch"))
            .message(1, new WireWriter().number(1, width));
    WireWriter tensor = new WireWriter().number(1, FLOAT).message(2, shape);
    return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor));
  }
}
