package io.foretide.models.additive;

/**
 * Finds the maximum of {@link Posterior}. For a fixed sigma a linear trend with added terms is a
 * convex problem, which {@link NormalEquations} solves exactly; sigma then has its own closed form,
 * and the two alternate. A logistic trend or multiplying terms are linearised at the current point
 * (Gauss-Newton), the same exact solver gives the direction, priors included, and a backtracking
 * line search on the true posterior keeps every step uphill.
 */
final class MapFit {
  private static final int MOST_STEPS = 500;

  /** Rows that are linearised and taken in at once: few enough to stay in the cache. */
  private static final int BLOCK = 64;

  private static final double SIGMA_TOLERANCE = 1e-10;
  private static final double GAIN_TOLERANCE = 1e-10;

  private final Design design;
  private final Trend trend;
  private final Posterior posterior;
  private final double tau;
  private final boolean linear;
  private final int dense;
  private final NormalEquations equations;
  private final double[] precision;
  private final double[] rows;
  private final double[] weights;

  MapFit(Design design, Trend trend, double[] changepoints, double tau) {
    this.design = design;
    this.trend = trend;
    this.posterior = new Posterior(design, trend, tau);
    this.tau = tau;
    this.linear = trend.growth() != Growth.LOGISTIC && !design.anyMultiplicative();
    this.dense = design.columns + 2;
    this.equations = new NormalEquations(dense, changepoints);
    this.precision = new double[dense];
    precision[0] = Posterior.LINE_PRECISION;
    precision[1] = Posterior.LINE_PRECISION;
    for (int c = 0; c < design.columns; c++) {
      precision[c + 2] = 1 / (design.priorScales[c] * design.priorScales[c]);
    }
    this.rows = new double[BLOCK * (dense + 1)];
    this.weights = new double[BLOCK];
  }

  Parameters maximise(Parameters start) {
    return linear ? alternate(start) : climb(start);
  }

  private Parameters alternate(Parameters start) {
    linearise(start);
    Parameters current = start.withSigma(posterior.bestSigma(posterior.squaredError(start)));
    for (int step = 0; step < MOST_STEPS; step++) {
      Parameters next = solve(current);
      double sigma = posterior.bestSigma(posterior.squaredError(next));
      boolean settled = Math.abs(sigma - current.sigma) <= SIGMA_TOLERANCE * sigma;
      current = next.withSigma(sigma);
      if (settled) {
        break;
      }
    }
    return current;
  }

  private Parameters climb(Parameters start) {
    Parameters current = start.withSigma(posterior.bestSigma(posterior.squaredError(start)));
    double height = posterior.log(current);
    int idle = 0;
    for (int step = 0; step < MOST_STEPS && idle < 2; step++) {
      linearise(current);
      Parameters goal = solve(current);
      Parameters next = uphill(current, goal, height);
      double error = posterior.squaredError(next);
      next = next.withSigma(posterior.bestSigma(error));
      double reached = posterior.log(next, error);
      idle = reached - height > GAIN_TOLERANCE * (1 + Math.abs(reached)) ? 0 : idle + 1;
      if (reached >= height) {
        current = next;
        height = reached;
      }
    }
    return current;
  }

  /** The best of ever shorter steps towards the goal; where none rises, the point itself. */
  private Parameters uphill(Parameters from, Parameters goal, double height) {
    for (double share = 1; share > 1e-6; share /= 2) {
      Parameters candidate = from.towards(goal, share);
      double reached = posterior.log(candidate);
      if (reached > height) {
        return candidate;
      }
    }
    return from;
  }

  private Parameters solve(Parameters current) {
    double[] delta = current.delta.clone();
    double[] solution = equations.solve(current.sigma * current.sigma, precision, tau, delta);
    double[] beta = new double[design.columns];
    System.arraycopy(solution, 2, beta, 0, beta.length);
    return new Parameters(solution[0], solution[1], delta, beta, current.sigma);
  }

  /** Fills the normal equations with the model's derivatives at the point. */
  private void linearise(Parameters p) {
    double[] line = trend.line(p, design.t);
    double[] multiplied = linear ? line : design.terms(p.beta, true);
    equations.clear();
    for (int from = 0; from < design.rows; from += BLOCK) {
      int n = Math.min(BLOCK, design.rows - from);
      for (int i = 0; i < n; i++) {
        if (linear) {
          linearRow(p, from + i, i);
        } else {
          tangentRow(p, from + i, i, line[from + i], multiplied[from + i]);
        }
      }
      equations.add(rows, weights, design.t, from, n);
    }
    equations.close();
  }

  /** Row {@code i} of the design as it is: the model is linear. */
  private void linearRow(Parameters p, int i, int slot) {
    int at = slot * (dense + 1);
    weights[slot] = 1;
    rows[at] = rate(p, design.t[i]);
    rows[at + 1] = 1;
    System.arraycopy(design.x, i * design.columns, rows, at + 2, design.columns);
    rows[at + dense] = design.y[i];
  }

  /**
   * The derivative of fitted value {@code i}, and as target what the linear model should then hit:
   * the observation, less the fitted value, plus the derivative times the current point. What the
   * added terms contribute to the last two is the same, and left out.
   */
  private void tangentRow(Parameters p, int i, int slot, double line, double multiplied) {
    int at = slot * (dense + 1);
    double cap = design.capAt(i);
    double value = trend.value(line, cap);
    double factor = 1 + multiplied;
    double weight = factor * trend.slope(value, cap);
    weights[slot] = weight;
    rows[at] = weight * rate(p, design.t[i]);
    rows[at + 1] = weight * offset(p);
    int from = i * design.columns;
    for (int c = 0; c < design.columns; c++) {
      double x = design.x[from + c];
      rows[at + 2 + c] = design.multiplicative[c] ? value * x : x;
    }
    rows[at + dense] =
        design.y[i] - value * factor + weight * tangent(p, line) + value * multiplied;
  }

  /** Derivative of the line with respect to k. */
  private double rate(Parameters p, double t) {
    return switch (trend.growth()) {
      case LINEAR -> t;
      case LOGISTIC -> t - p.m;
      case FLAT -> 0;
    };
  }

  /** Derivative of the line with respect to m. */
  private double offset(Parameters p) {
    return trend.growth() == Growth.LOGISTIC ? -p.k : 1;
  }

  /**
   * The line's derivative times the current k, m and deltas: the line itself, except that a
   * logistic one is bilinear in k and m.
   */
  private double tangent(Parameters p, double line) {
    return trend.growth() == Growth.LOGISTIC ? line - p.k * p.m : line;
  }
}
