package io.foretide.neural;

import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Excerpt;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Sum;
import io.foretide.neural.bricks.TimeLinear;
import io.foretide.neural.training.Covariates;
import io.foretide.neural.training.WindowShape;

/**
 * Covariates for a network that reads nothing but the target: what they are at a step ahead, and
 * what those of the past were throughout the context, is added to its outputs by linear maps that
 * all steps share.
 */
final class CovariateHead {
  private CovariateHead() {}

  /** The network itself where there are no covariates. */
  static Brick beside(Brick network, WindowShape shape, int outputs) {
    Covariates seen = shape.covariates();
    int first = shape.covariatesFrom();
    Brick all = network;
    if (seen.features() > 0) {
      all =
          new Sum(
              all,
              Sequence.of(
                  new Excerpt(shape.contextLength(), shape.horizon(), first, seen.features()),
                  Dense.linear(outputs)));
    }
    if (!seen.before().isEmpty()) {
      int from = first + seen.known().size();
      all =
          new Sum(
              all,
              Sequence.of(
                  new Excerpt(0, shape.contextLength(), from, seen.before().size()),
                  new TimeLinear(shape.horizon(), 1),
                  Dense.linear(outputs)));
    }
    return all;
  }
}
