package io.foretide.neural;

import io.foretide.neural.bricks.Activation;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Excerpt;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Sum;
import io.foretide.neural.bricks.TimeLinear;
import io.foretide.neural.training.Covariates;
import io.foretide.neural.training.WindowShape;

/**
 * What else is known, for a network that reads nothing but the target. What covariates are at a
 * step ahead, and what those of the past were throughout the context, is added to its outputs by
 * linear maps that all steps share; so is what the calendar says of a step so far ahead, by a small
 * network, since from May to June sales do not rise as from August to September.
 */
final class CovariateHead {
  private static final int CALENDAR_UNITS = 16;

  private CovariateHead() {}

  /** The network itself where there are no covariates. */
  static Brick beside(Brick network, WindowShape shape, int outputs) {
    Covariates seen = shape.covariates();
    int first = shape.covariatesFrom();
    Brick all = network;
    if (!shape.calendar().isEmpty()) {
      all =
          new Sum(
              all,
              Sequence.of(
                  new Excerpt(
                      shape.contextLength(),
                      shape.horizon(),
                      WindowShape.OWN_FEATURES - 1,
                      1 + shape.calendar().size()),
                  new Dense(CALENDAR_UNITS, Activation.TANH),
                  Dense.linear(outputs)));
    }
    if (seen.features() > 0) {
      all =
          new Sum(
              all,
              Sequence.of(
                  new Excerpt(shape.contextLength(), shape.horizon(), first, seen.features()),
                  Dense.linear(outputs)));
    }
    if (seen.beforeCount() > 0) {
      int from = first + seen.known().size();
      all =
          new Sum(
              all,
              Sequence.of(
                  new Excerpt(0, shape.contextLength(), from, seen.beforeCount()),
                  new TimeLinear(shape.horizon(), 1),
                  Dense.linear(outputs)));
    }
    return all;
  }
}
