package io.foretide.neural.export;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Look;
import io.foretide.models.features.FeaturePlan;
import io.foretide.neural.training.WindowOutput;
import io.foretide.neural.training.WindowShape;
import io.foretide.neural.training.Windows;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * How much a network's forecasts depend on each feature of bars, whatever the network: by how much
 * they change when the feature says its mean throughout.
 */
public final class BarFeatureWeights {
  private BarFeatureWeights() {}

  /** Nothing where the network sees no such features. */
  public static Optional<Explanation> of(
      MultiLayerNetwork network, Windows windows, List<Windows.Window> samples) {
    WindowShape shape = windows.shape();
    return shape
        .covariates()
        .bars()
        .map(
            plan -> {
              WindowOutput whole = WindowOutput.of(network, windows, samples);
              double[][] rows = new double[plan.features().size()][];
              for (int f = 0; f < rows.length; f++) {
                WindowOutput without =
                    WindowOutput.without(
                        OptionalInt.of(shape.barsFrom() + f), network, windows, samples);
                rows[f] =
                    new double[] {
                      change(whole, without, samples.size()),
                      plan.means().get(f),
                      plan.deviations().get(f)
                    };
              }
              return explanation(plan, rows);
            });
  }

  private static Explanation explanation(FeaturePlan plan, double[][] rows) {
    return new Explanation(
        "features-of-bars",
        "By how much forecasts change, in units of the window's scale, when a feature says its mean"
            + " throughout the %d steps; and the mean and deviation that it is scaled by."
                .formatted(plan.steps()),
        Look.bars("Features of bars", "feature", ""),
        plan.features(),
        List.of("change", "mean", "deviation"),
        rows);
  }

  /** Mean absolute difference of all quantiles. */
  private static double change(WindowOutput whole, WindowOutput without, int windows) {
    double sum = 0;
    int count = 0;
    for (int w = 0; w < windows; w++) {
      double[][] before = whole.sortedQuantiles(w);
      double[][] after = without.sortedQuantiles(w);
      for (int q = 0; q < before.length; q++) {
        for (int h = 0; h < before[q].length; h++) {
          sum += Math.abs(after[q][h] - before[q][h]);
          count++;
        }
      }
    }
    return sum / count;
  }
}
