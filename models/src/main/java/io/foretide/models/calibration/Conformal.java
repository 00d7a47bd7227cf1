package io.foretide.models.calibration;

import io.foretide.models.evaluation.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Split-conformal correction of quantile forecasts in units of the forecast's own width: an
 * interval is stretched about its centre by the factor that would have covered its share of the
 * backtest (CQR-m: Kivaranovic, Johnson &amp; Leeb 2020; Sesia &amp; Candès 2020, section 2.2;
 * locally weighted conformal: Lei et al. 2018, section 5.2). A model that says where it is unsure
 * keeps saying so, and a factor learned where errors were small holds where the model expects
 * larger ones. {@link Scores} says what is pooled.
 */
final class Conformal implements Correction {
  static final String FORMAT = "calibrated/2";

  private final StepTable factors;

  /**
   * @param factors by coverage of central intervals; none leaves forecasts as they are
   */
  private Conformal(StepTable factors) {
    this.factors = factors;
  }

  /** Learns from windows that all have these levels; with no windows, nothing is moved. */
  static Conformal learn(List<Window> windows, double[] levels, int steps, Instant target) {
    List<Scores> scores =
        Arrays.stream(levels)
            .filter(level -> level > Centre.LEVEL + 1e-9 && Centre.holds(levels, 1 - level))
            .mapToObj(level -> Scores.of(windows, level, steps, target))
            .filter(learned -> !learned.isEmpty())
            .toList();
    return new Conformal(
        new StepTable(
            scores.stream().mapToDouble(Scores::coverage).toArray(),
            scores.stream().map(Scores::factors).toArray(double[][]::new)));
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public void apply(double[] levels, double[][] quantiles, double[] mean, Past past) {
    if (factors.isEmpty()) {
      return;
    }
    double[] centre = Centre.of(levels, quantiles, mean).clone();
    for (int q = 0; q < levels.length; q++) {
      double side = Math.signum(levels[q] - Centre.LEVEL);
      if (!Centre.is(levels[q])) {
        for (int h = 0; h < quantiles[q].length; h++) {
          double own = Scores.width(side * (quantiles[q][h] - centre[h]), past.scale());
          quantiles[q][h] = centre[h] + side * factors.at(Math.abs(2 * levels[q] - 1), h) * own;
        }
      }
    }
    orderOutwards(levels, quantiles);
  }

  /** An interval that holds a larger share is at least as wide. */
  private static void orderOutwards(double[] levels, double[][] quantiles) {
    int above = 0;
    while (above < levels.length && levels[above] < Centre.LEVEL) {
      above++;
    }
    for (int q = above - 2; q >= 0; q--) {
      for (int h = 0; h < quantiles[q].length; h++) {
        quantiles[q][h] = Math.min(quantiles[q][h], quantiles[q + 1][h]);
      }
    }
    for (int q = above + 1; q < levels.length; q++) {
      for (int h = 0; h < quantiles[q].length; h++) {
        quantiles[q][h] = Math.max(quantiles[q][h], quantiles[q - 1][h]);
      }
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    factors.write(out);
  }

  static Conformal read(DataInput in) throws IOException {
    return new Conformal(StepTable.read(in));
  }
}
