package io.foretide.models.boosted;

import io.foretide.models.onnx.TreeNodes;
import io.foretide.models.onnx.TreeNodes.Test;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One tree of LightGBM's text form (gbdt_model_text.cpp, tree.cpp of LightGBM 4.3), written as
 * nodes of ONNX that decide alike on every float.
 */
final class TreeText {
  private static final int CATEGORICAL = 1;
  private static final int DEFAULT_LEFT = 2;
  private static final int MISSING_TYPE = 3;
  private static final int NAN_IS_MISSING = 2;
  private static final int ZERO_IS_MISSING = 1;

  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, double[]> parsed = new HashMap<>();
  private final TreeNodes nodes;

  private TreeText(String block, TreeNodes nodes) {
    this.nodes = nodes;
    block
        .lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> fields.put(pair[0], pair[1]));
  }

  /** Adds every tree of a booster. */
  static TreeNodes nodes(String booster) {
    TreeNodes nodes = new TreeNodes();
    int end = booster.indexOf("end of trees");
    String[] blocks = booster.substring(0, end).split("(?m)^Tree=");
    Arrays.stream(blocks).skip(1).forEach(block -> new TreeText(block, nodes).write());
    return nodes;
  }

  /** Whether what the trees sum up to is the logarithm of the forecast. */
  static boolean isLogarithm(String booster) {
    return booster
        .lines()
        .filter(line -> line.startsWith("objective="))
        .anyMatch(line -> line.startsWith("objective=poisson") || line.contains("tweedie"));
  }

  private void write() {
    nodes.tree();
    write(fields.get("num_leaves").equals("1") ? -1 : 0);
  }

  /** Writes a node and all below it; leaves are numbered from -1 downwards. */
  private int write(int node) {
    if (node < 0) {
      return nodes.leaf((float) number("leaf_value", -1 - node));
    }
    int decision = (int) number("decision_type", node);
    return (decision & CATEGORICAL) != 0 ? category(node) : threshold(node, decision);
  }

  private int threshold(int node, int decision) {
    double threshold = number("threshold", node);
    int missing = decision >> 2 & MISSING_TYPE;
    if (missing == ZERO_IS_MISSING) {
      throw new IllegalStateException("zeros count as missing nowhere in Foretide");
    }
    // A feature that was never missing in training is read as 0 where it is.
    boolean left = missing == NAN_IS_MISSING ? (decision & DEFAULT_LEFT) != 0 : 0 <= threshold;
    int id =
        nodes.split(Test.BRANCH_LEQ, (int) number("split_feature", node), below(threshold), left);
    nodes.link(
        id, write((int) number("left_child", node)), write((int) number("right_child", node)));
    return id;
  }

  /** A set of categories goes left: one node asks for each, and all of them lead to one. */
  private int category(int node) {
    int set = (int) number("threshold", node);
    int from = (int) number("cat_boundaries", set);
    int to = (int) number("cat_boundaries", set + 1);
    int[] members =
        IntStream.range(0, 32 * (to - from))
            .filter(c -> ((long) number("cat_threshold", from + c / 32) >> c % 32 & 1) != 0)
            .toArray();
    int feature = (int) number("split_feature", node);
    int[] chain =
        Arrays.stream(members)
            .map(member -> nodes.split(Test.BRANCH_EQ, feature, member, false))
            .toArray();
    int left = write((int) number("left_child", node));
    int right = write((int) number("right_child", node));
    for (int i = 0; i < chain.length; i++) {
      nodes.link(chain[i], left, i + 1 < chain.length ? chain[i + 1] : right);
    }
    return chain[0];
  }

  /** The largest float that is not above the threshold: floats lie on the same sides of both. */
  private static float below(double threshold) {
    float near = (float) threshold;
    return near > threshold ? Math.nextDown(near) : near;
  }

  private double number(String field, int at) {
    return parsed
        .computeIfAbsent(
            field,
            name ->
                Arrays.stream(fields.get(name).strip().split(" "))
                    .mapToDouble(TreeText::parse)
                    .toArray())[at];
  }

  /** C++ writes infinity in its own way: the threshold of a split between all values and gaps. */
  private static double parse(String number) {
    return switch (number) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(number);
    };
  }
}
