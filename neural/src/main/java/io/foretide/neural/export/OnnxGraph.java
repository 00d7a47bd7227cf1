package io.foretide.neural.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import onnx.Onnx;

/**
 * Builds an ONNX model node by node. Every operation returns the name of its output, so that a
 * graph reads like the formula that it is. Opset 13, the oldest that has all that is needed.
 */
public final class OnnxGraph {
  private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder();
  private final Map<String, String> descriptions = new TreeMap<>();
  private final Turns turns = new Turns();
  private final Signs signs = new Signs();
  private final boolean explains;
  private final List<Exposed> exposed = new ArrayList<>();
  private int names;
  private String part = "";
  private int parts;

  public OnnxGraph(String name) {
    this(name, false);
  }

  /**
   * @param explains whether what bricks {@link #expose} becomes outputs of the graph
   */
  public OnnxGraph(String name, boolean explains) {
    this.explains = explains;
    graph.setName(name);
  }

  /** A float input; its first dimension is the batch, the others are fixed. */
  public String input(String name, int... dimensions) {
    graph.addInput(Proto.batched(name, dimensions));
    return name;
  }

  /** Says something of the model in its metadata. */
  public void describe(String name, String text) {
    descriptions.put(name, text);
  }

  /** Declares a float output under the name of an existing value. */
  public void output(String name, String value, int... dimensions) {
    graph.addNode(
        Onnx.NodeProto.newBuilder()
            .setOpType("Identity")
            .setName(name)
            .addInput(value)
            .addOutput(name));
    graph.addOutput(Proto.batched(name, dimensions));
  }

  /**
   * Offers a value from within, such as attention weights, as an output of a graph that explains.
   *
   * @param columns names along the last dimension; empty where it is one of steps
   * @param dimensions of the value behind the batch
   */
  public void expose(String name, String value, List<String> columns, int... dimensions) {
    if (explains) {
      String unique = name + "-" + (exposed.size() + 1);
      exposed.add(new Exposed(unique, columns));
      output(unique, value, dimensions);
    }
  }

  /** Whether it is worth adding what only {@link #expose} needs. */
  public boolean explains() {
    return explains;
  }

  /** An output that explains; its shape is the output's. */
  record Exposed(String name, List<String> columns) {}

  List<Exposed> exposed() {
    return List.copyOf(exposed);
  }

  /**
   * Names what the work adds after a part of the network: {@code 2-Lstm/LSTM_17}. What is a part
   * within a part belongs to the outer one.
   */
  public <T> T part(String name, Supplier<T> work) {
    if (!part.isEmpty()) {
      return work.get();
    }
    int before = graph.getNodeCount();
    part = (parts + 1) + "-" + name + "/";
    try {
      return work.get();
    } finally {
      part = "";
      // A part that adds nothing, such as dropout, leaves its number to the next.
      parts += graph.getNodeCount() > before ? 1 : 0;
    }
  }

  /** As {@link #part(String, Supplier)}; the file tells the shape of its output too. */
  public String part(String name, int steps, int features, Supplier<String> work) {
    int before = graph.getNodeCount();
    boolean outermost = part.isEmpty();
    String value = part(name, work);
    if (outermost && graph.getNodeCount() > before) {
      graph.addValueInfo(Proto.sequence(value, steps, features));
    }
    return value;
  }

  /** A float constant of this shape; no dimension means a scalar. */
  public String constant(float[] values, long... dimensions) {
    return initializer(Proto.tensor(values, dimensions));
  }

  public String scalar(float value) {
    return constant(new float[] {value});
  }

  /** An int64 vector, as axes and indices are given. */
  public String longs(long... values) {
    return initializer(Proto.tensor(values, values.length));
  }

  /** An int64 matrix. */
  public String longs(long[] values, long rows, long columns) {
    return initializer(Proto.tensor(values, rows, columns));
  }

  /** An int64 scalar. */
  public String index(long value) {
    return initializer(Proto.tensor(new long[] {value}));
  }

  /** A node with one output. */
  public String op(String type, String... inputs) {
    return node(node(type, inputs));
  }

  public String add(String a, String b) {
    return signs.sum(op("Add", a, b), a, b);
  }

  public String sub(String a, String b) {
    return op("Sub", a, b);
  }

  public String mul(String a, String b) {
    return op("Mul", a, b);
  }

  public String div(String a, String b) {
    return op("Div", a, b);
  }

  public String matmul(String a, String b) {
    return op("MatMul", a, b);
  }

  /** 0 where the value is negative; the value itself where that is known not to be. */
  public String relu(String value) {
    return signs.relu(value, () -> op("Relu", value));
  }

  public String where(String condition, String yes, String no) {
    return op("Where", condition, yes, no);
  }

  public String unsqueeze(String value, long axis) {
    return turns.turn(
        value, Turns.putIn(axis), Turns.leftOut(axis), () -> op("Unsqueeze", value, longs(axis)));
  }

  public String squeeze(String value, long axis) {
    return turns.turn(
        value, Turns.leftOut(axis), Turns.putIn(axis), () -> op("Squeeze", value, longs(axis)));
  }

  /** Elements {@code from..to} along an axis. */
  public String slice(String value, long axis, long from, long to) {
    return signs.part(op("Slice", value, longs(from), longs(to), longs(axis)), value);
  }

  /** The last of so many steps, which lie along the first axis. */
  public String last(String value, long steps, long wanted) {
    return steps == wanted ? value : slice(value, 0, steps - wanted, steps);
  }

  /** The sum along an axis, which stays with length 1. */
  public String sum(String value, long axis) {
    return node(node("ReduceSum", value, longs(axis)).addAttribute(Proto.integer("keepdims", 1)));
  }

  /** Sums of all elements up to each, itself among them, along an axis. */
  public String cumulated(String value, long axis) {
    return op("CumSum", value, index(axis));
  }

  /** The mean along an axis, which stays with length 1. */
  public String mean(String value, int axis) {
    return reduce("ReduceMean", value, axis);
  }

  /** The largest along an axis, which stays with length 1. */
  public String max(String value, int axis) {
    return reduce("ReduceMax", value, axis);
  }

  private String reduce(String type, String value, int axis) {
    return node(
        node(type, value)
            .addAttribute(Proto.integers("axes", axis))
            .addAttribute(Proto.integer("keepdims", 1)));
  }

  /** Over the last axis. */
  public String softmax(String value) {
    return node(node("Softmax", value).addAttribute(Proto.integer("axis", -1)));
  }

  /**
   * -1 stands for the one dimension that follows from the others, 0 for one that stays: the runtime
   * then knows that it does, and what it can join behind it.
   */
  public String reshape(String value, long... dimensions) {
    return op("Reshape", value, longs(dimensions));
  }

  /** Elements along an axis, by their indices; the indices' shape takes the axis' place. */
  public String gather(String value, int axis, String indices) {
    return node(node("Gather", value, indices).addAttribute(Proto.integer("axis", axis)));
  }

  public String toFloat(String value) {
    return node(
        node("Cast", value)
            .addAttribute(Proto.integer("to", Onnx.TensorProto.DataType.FLOAT.getNumber())));
  }

  public String concat(int axis, String... values) {
    return node(node("Concat", values).addAttribute(Proto.integer("axis", axis)));
  }

  public String transpose(String value, int... permutation) {
    return turns.turn(
        value,
        Turns.permuted(permutation),
        Turns.permutedBack(permutation),
        () -> node(node("Transpose", value).addAttribute(Proto.integers("perm", permutation))));
  }

  /**
   * The value with zeros behind it along an axis.
   *
   * @param rank how many dimensions it has
   */
  public String zerosBehind(String value, int rank, int axis, int count) {
    long[] pads = new long[2 * rank];
    pads[rank + axis] = count;
    return op("Pad", value, longs(pads));
  }

  /** One element along an axis, which goes away. */
  public String pick(String value, int axis, long index) {
    return node(node("Gather", value, index(index)).addAttribute(Proto.integer("axis", axis)));
  }

  /**
   * The largest values over windows of the last dimension.
   *
   * @param value {@code [batch][features][steps]}
   * @param pad steps that windows reach over either end
   */
  public String maxPool(String value, int window, int stride, int pad) {
    return node(
        node("MaxPool", value)
            .addAttribute(Proto.integers("kernel_shape", window))
            .addAttribute(Proto.integers("strides", stride))
            .addAttribute(Proto.integers("pads", pad, pad)));
  }

  /**
   * The largest along the last axis, in descending order.
   *
   * @return the values and, int64, where they were
   */
  public List<String> top(String value, int count) {
    Onnx.NodeProto.Builder node =
        node("TopK", value, longs(count)).addAttribute(Proto.integer("axis", -1));
    String name = part + "TopK_" + names++;
    List<String> outputs = List.of(name, name + "_at");
    outputs.forEach(node::addOutput);
    graph.addNode(node.setName(name));
    return outputs;
  }

  /** Elements along an axis, chosen one by one by indices of the output's shape. */
  public String gatherElements(String value, int axis, String indices) {
    return node(node("GatherElements", value, indices).addAttribute(Proto.integer("axis", axis)));
  }

  /** The value with elements along an axis replaced, see {@link #gatherElements}. */
  public String scatterElements(String value, int axis, String indices, String updates) {
    return node(
        node("ScatterElements", value, indices, updates).addAttribute(Proto.integer("axis", axis)));
  }

  /**
   * An LSTM layer.
   *
   * @param value {@code [steps][batch][inputs]}
   * @param start what is said before the first step and the cell, {@code [1][batch][units]} each;
   *     empty where both are zero
   * @param w {@code [1][4 units][inputs]}, gates in ONNX's order: input, output, forget, candidate
   * @param r {@code [1][4 units][units]}
   * @param b {@code [1][8 units]}: the input biases, then the recurrent ones
   * @return {@code [steps][batch][units]}
   */
  public String lstm(String value, List<String> start, String w, String r, String b, int units) {
    return recurrent(node("LSTM", value, w, r, b), start, units);
  }

  /**
   * A GRU layer whose reset gate acts behind the product with the state ({@code
   * linear_before_reset}).
   *
   * @param value {@code [steps][batch][inputs]}
   * @param start what is said before the first step, {@code [1][batch][units]}; empty where it is
   *     zero
   * @param w {@code [1][3 units][inputs]}, gates in ONNX's order: update, reset, candidate
   * @param r {@code [1][3 units][units]}
   * @param b {@code [1][6 units]}: the input biases, then the recurrent ones
   * @return {@code [steps][batch][units]}
   */
  public String gru(String value, List<String> start, String w, String r, String b, int units) {
    return recurrent(
        node("GRU", value, w, r, b).addAttribute(Proto.integer("linear_before_reset", 1)),
        start,
        units);
  }

  private String recurrent(Onnx.NodeProto.Builder node, List<String> start, int units) {
    if (!start.isEmpty()) {
      // An empty name leaves the lengths of the sequences out.
      node.addInput("").addAllInput(start);
    }
    return squeeze(node(node.addAttribute(Proto.integer("hidden_size", units))), 1);
  }

  Signs signs() {
    return signs;
  }

  /** The file's bytes, with what the outputs depend on. */
  public byte[] toBytes() {
    Unused.leaveOut(graph);
    Onnx.ModelProto.Builder model = Onnx.ModelProto.newBuilder();
    descriptions.forEach(
        (name, text) ->
            model.addMetadataProps(
                Onnx.StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
    return Proto.file(model, graph);
  }

  Onnx.NodeProto.Builder node(String type, String... inputs) {
    return Onnx.NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs));
  }

  String node(Onnx.NodeProto.Builder node) {
    String name = part + node.getOpType() + "_" + names++;
    graph.addNode(node.setName(name).addOutput(name));
    return name;
  }

  private String initializer(Onnx.TensorProto.Builder tensor) {
    String name = "constant_" + names++;
    graph.addInitializer(tensor.setName(name));
    return name;
  }
}
