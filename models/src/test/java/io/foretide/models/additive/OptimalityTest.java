package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** At the point found, the posterior rises in no direction: the conditions of a maximum. */
final class OptimalityTest {
  /** How much the log posterior, in the thousands here, may still be short of its maximum. */
  private static final double SHORT = 1e-5;

  static List<ComparisonCase> cases() {
    return ComparisonCase.generated();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noParameterCanBeMovedUphill(ComparisonCase one) {
    Problem problem = Problem.of(one);
    double[] best = problem.vector();
    for (int i = 0; i < best.length; i++) {
      double[] direction = new double[best.length];
      direction[i] = 1;
      if (problem.isDelta(i) && best[i] == 0) {
        assertThat(problem.at(best, direction, 1e-7)).isLessThan(problem.at(best, direction, 0));
        assertThat(problem.at(best, direction, -1e-7)).isLessThan(problem.at(best, direction, 0));
      } else {
        double step = problem.isDelta(i) ? Math.min(1e-5, Math.abs(best[i]) / 4) : 1e-5;
        assertThat(problem.gain(best, direction, step)).as("parameter " + i).isLessThan(SHORT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noMixtureOfParametersCanBeMovedUphill(ComparisonCase one) {
    Problem problem = Problem.of(one);
    double[] best = problem.vector();
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 100; trial++) {
      double[] direction = new double[best.length];
      for (int i = 0; i < best.length; i++) {
        direction[i] = random.nextGaussian();
      }
      for (double step : new double[] {1e-2, 1e-4, 1e-6}) {
        assertThat(problem.at(best, direction, step))
            .isLessThan(problem.at(best, direction, 0) + 1e-9);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLassoLeavesMostChangepointsAtExactlyZero(ComparisonCase one) {
    double[] deltas =
        FittedSeries.fit(Problem.options(one), one.context().history()).parameters().delta;
    long zeros = Arrays.stream(deltas).filter(delta -> delta == 0).count();
    assertThat(zeros).isGreaterThanOrEqualTo(deltas.length / 3);
  }

  /** The posterior of a case as a function of one vector: k, m, sigma, deltas, betas. */
  private record Problem(Posterior posterior, Parameters best) {
    static AdditiveOptions options(ComparisonCase one) {
      return AdditiveOptions.of(one.settings());
    }

    static Problem of(ComparisonCase one) {
      AdditiveOptions options = options(one);
      var history = one.context().history();
      FittedSeries fitted = FittedSeries.fit(options, history);
      Recipe recipe = fitted.recipe();
      int[] positions = Recipe.observed(history);
      double[] values = new RecipeBuilder(options, history, positions).values();
      Design design = recipe.design(recipe.inputs(one.context(), 0).select(positions), values);
      return new Problem(
          new Posterior(design, recipe.trend(), options.changepointPriorScale()),
          fitted.parameters());
    }

    double[] vector() {
      int deltas = best.delta.length;
      double[] vector = new double[3 + deltas + best.beta.length];
      vector[0] = best.k;
      vector[1] = best.m;
      vector[2] = best.sigma;
      System.arraycopy(best.delta, 0, vector, 3, deltas);
      System.arraycopy(best.beta, 0, vector, 3 + deltas, best.beta.length);
      return vector;
    }

    boolean isDelta(int i) {
      return i >= 3 && i < 3 + best.delta.length;
    }

    double at(double[] point, double[] direction, double step) {
      double[] v = point.clone();
      for (int i = 0; i < v.length; i++) {
        v[i] += step * direction[i];
      }
      int deltas = best.delta.length;
      return posterior.log(
          new Parameters(
              v[0],
              v[1],
              Arrays.copyOfRange(v, 3, 3 + deltas),
              Arrays.copyOfRange(v, 3 + deltas, v.length),
              Math.abs(v[2])));
    }

    /** What the best step along a direction would gain, by its first and second difference. */
    double gain(double[] point, double[] direction, double step) {
      double here = at(point, direction, 0);
      double ahead = at(point, direction, step);
      double behind = at(point, direction, -step);
      double slope = (ahead - behind) / (2 * step);
      double curvature = Math.max(1e-3, (2 * here - ahead - behind) / (step * step));
      return slope * slope / (2 * curvature);
    }
  }
}
