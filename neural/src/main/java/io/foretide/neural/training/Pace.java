package io.foretide.neural.training;

/**
 * How the learning rate changes while a network learns.
 *
 * @param warmup share of the training in which the rate rises from nothing, in a straight line
 */
public record Pace(Schedule schedule, double warmup) {
  /** The shape of the change. */
  public enum Schedule {
    /** The rate stays, but for halvings when the validation loss stands still. */
    PLATEAU,
    /** Down to nothing along half a cosine (Loshchilov and Hutter 2017, eq. 5). */
    COSINE,
    /**
     * Up from a 25th and down to a ten-thousandth of that, along cosines (Smith and Topin 2018);
     * the rise takes the warm-up, or 30 % of the training.
     */
    ONE_CYCLE,
    /** A tenth after half of the training, a hundredth after three quarters (He et al. 2016). */
    STEP
  }

  private static final double FIRST = 1 / 25.0;
  private static final double LAST = FIRST * 1e-4;
  private static final double RISE = 0.3;

  /** Whether a validation loss that stands still halves the rate. */
  boolean slowsDown() {
    return schedule == Schedule.PLATEAU;
  }

  /**
   * What the learning rate is multiplied with.
   *
   * @param done share of the optimiser's steps that were taken before this one, 0 to 1
   * @param each what one step is of the whole
   */
  double factor(double done, double each) {
    if (schedule == Schedule.ONE_CYCLE) {
      double rise = warmup > 0 ? warmup : RISE;
      return done < rise
          ? glide(FIRST, 1, done / rise)
          : glide(1, LAST, Math.min(1, (done - rise) / (1 - rise)));
    }
    if (done < warmup) {
      return Math.min(1, (done + each) / warmup);
    }
    double rest = (done - warmup) / (1 - warmup);
    return switch (schedule) {
      case COSINE -> glide(1, 0, rest);
      case STEP -> done < 0.5 ? 1 : done < 0.75 ? 0.1 : 0.01;
      default -> 1;
    };
  }

  /** From one value to another along half a cosine. */
  private static double glide(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
