package io.foretide.models.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Trees as the operator TreeEnsembleRegressor (ai.onnx.ml, version 1) has them: one row per node,
 * the root of each tree first.
 */
public final class TreeNodes {
  /** What a node asks of its feature: true goes one way, everything else the other. */
  public enum Test {
    /** At most the value. */
    BRANCH_LEQ,
    /** The value itself; a missing feature is no value. */
    BRANCH_EQ,
    LEAF
  }

  private final List<Integer> trees = new ArrayList<>();
  private final List<Integer> nodes = new ArrayList<>();
  private final List<Test> tests = new ArrayList<>();
  private final List<Integer> features = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();
  private final List<Integer> whenTrue = new ArrayList<>();
  private final List<Integer> whenFalse = new ArrayList<>();
  private final List<Integer> missingIsTrue = new ArrayList<>();
  private final List<Integer> leafTrees = new ArrayList<>();
  private final List<Integer> leafNodes = new ArrayList<>();
  private final List<Float> leafValues = new ArrayList<>();
  private int tree = -1;
  private int next;

  /** Begins a tree; its first node is the root. */
  public void tree() {
    next = 0;
    tree++;
  }

  /** Adds a node that tests a feature; {@link #link} says where it leads. */
  public int split(Test test, int feature, float value, boolean missing) {
    int node = add(test, feature, value);
    missingIsTrue.set(missingIsTrue.size() - 1, missing ? 1 : 0);
    return node;
  }

  /** Adds a leaf. */
  public int leaf(float value) {
    int node = add(Test.LEAF, 0, 0);
    leafTrees.add(tree);
    leafNodes.add(node);
    leafValues.add(value);
    return node;
  }

  /** Says where a node of the present tree leads; two nodes may lead to the same one. */
  public void link(int node, int ifTrue, int ifFalse) {
    int row = trees.size() - next + node;
    whenTrue.set(row, ifTrue);
    whenFalse.set(row, ifFalse);
  }

  private int add(Test test, int feature, float value) {
    trees.add(tree);
    nodes.add(next);
    tests.add(test);
    features.add(feature);
    values.add(value);
    whenTrue.add(0);
    whenFalse.add(0);
    missingIsTrue.add(0);
    return next++;
  }

  /** The operator with these trees, which sums up one leaf of each. */
  WireWriter node(String input, String output) {
    WireWriter node =
        new WireWriter()
            .text(1, input)
            .text(2, output)
            .text(3, output)
            .text(4, "TreeEnsembleRegressor")
            .text(7, TreeGraph.TREES);
    integers(node, "nodes_treeids", trees);
    integers(node, "nodes_nodeids", nodes);
    integers(node, "nodes_featureids", features);
    integers(node, "nodes_truenodeids", whenTrue);
    integers(node, "nodes_falsenodeids", whenFalse);
    integers(node, "nodes_missing_value_tracks_true", missingIsTrue);
    integers(node, "target_treeids", leafTrees);
    integers(node, "target_nodeids", leafNodes);
    integers(node, "target_ids", leafTrees.stream().map(tree -> 0).toList());
    floats(node, "nodes_values", values);
    floats(node, "target_weights", leafValues);
    WireWriter modes = new WireWriter().text(1, "nodes_modes");
    tests.forEach(test -> modes.text(9, test.name()));
    node.message(5, modes.number(20, 8));
    node.message(5, new WireWriter().text(1, "n_targets").number(3, 1).number(20, 2));
    return node;
  }

  private static void integers(WireWriter node, String name, List<Integer> values) {
    node.message(5, new WireWriter().text(1, name).numbers(8, values).number(20, 7));
  }

  private static void floats(WireWriter node, String name, List<Float> values) {
    node.message(5, new WireWriter().text(1, name).floats(7, values).number(20, 6));
  }
}
