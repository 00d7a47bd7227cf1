package io.foretide.models.boosted;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Look;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much the trees made of a feature, over all bags.
 *
 * @param gain by how much its splits lowered the loss
 * @param splits how many splits there are
 */
public record FeatureImportance(String feature, double gain, long splits) {
  /** The most telling first. */
  static List<FeatureImportance> ranked(List<String> names, double[] gain, double[] splits) {
    List<FeatureImportance> importance = new ArrayList<>();
    for (int f = 0; f < gain.length; f++) {
      importance.add(new FeatureImportance(names.get(f), gain[f], Math.round(splits[f])));
    }
    importance.sort(Comparator.comparingDouble(FeatureImportance::gain).reversed());
    return importance;
  }

  static Explanation explanation(List<FeatureImportance> all) {
    return new Explanation(
        "features",
        "How much each feature lowered the loss, and how many splits ask for it.",
        Look.bars("Feature importance", "feature", ""),
        all.stream().map(FeatureImportance::feature).toList(),
        List.of("gain", "splits"),
        all.stream().map(one -> new double[] {one.gain(), one.splits()}).toArray(double[][]::new));
  }
}
