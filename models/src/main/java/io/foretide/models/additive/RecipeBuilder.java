package io.foretide.models.additive;

import io.foretide.models.kind.FitException;
import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides a series' {@link Recipe} by Prophet's rules, from its observations alone. */
final class RecipeBuilder {
  private final AdditiveOptions options;
  private final Series series;
  private final int[] positions;
  private final double[] values;

  /** {@code positions} are the observed steps, at least two. */
  RecipeBuilder(AdditiveOptions options, Series series, int[] positions) {
    this.options = options;
    this.series = series;
    this.positions = positions;
    this.values = new double[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = series.targetAt(positions[i]);
    }
  }

  /** The observations, in the series' unit. */
  double[] values() {
    return values;
  }

  Recipe build() {
    List<Term> chosen = new ArrayList<>(options.ownSeasonalities());
    chosen.addAll(options.rawRegressors());
    List<String> columns = Recipe.columnsOf(chosen, options.cap(), options.floor());
    Inputs observed = Inputs.of(new Context(series), 0, columns).select(positions);
    long start = observed.secondsAt(0);
    double timeScale = observed.secondsAt(observed.steps() - 1) - start;
    Growth growth = options.shape();
    double[] floors =
        growth == Growth.LOGISTIC
            ? Recipe.bound(options.floor(), observed)
            : new double[values.length];
    double shift = 0;
    double scale;
    if (growth == Growth.LOGISTIC) {
      double[] caps = Recipe.bound(options.cap(), observed);
      requireRoom(caps, floors);
      scale =
          options.minmax()
              ? Arrays.stream(caps).max().orElse(1) - Arrays.stream(floors).min().orElse(0)
              : largest(floors);
    } else if (options.minmax()) {
      shift = Arrays.stream(values).min().orElse(0);
      scale = Arrays.stream(values).max().orElse(1) - shift;
    } else {
      scale = largest(floors);
    }
    return new Recipe(
        start,
        timeScale,
        shift,
        scale == 0 ? 1 : scale,
        growth,
        options.cap(),
        options.floor(),
        growth == Growth.FLAT ? new double[0] : changepoints(observed, start, timeScale),
        terms(observed));
  }

  private double largest(double[] floors) {
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i] - floors[i]));
    }
    return largest;
  }

  private List<Term> terms(Inputs observed) {
    List<Term> terms = new ArrayList<>(options.ownSeasonalities());
    terms.addAll(SeasonalityRules.choose(options, observed));
    HolidayCalendar calendar = options.calendar();
    if (!calendar.isEmpty()) {
      terms.add(
          Holidays.over(
              calendar, options.holidaysPriorScale(), options.multiplicative(), observed));
    }
    for (Regressor raw : options.rawRegressors()) {
      terms.add(
          Regressor.standardised(
              raw.name(), raw.priorScale(), raw.multiplicative(), observed.column(raw.name())));
    }
    return terms;
  }

  /**
   * Evenly over the first {@code changepointRange} of the observations, the first one left out; or
   * the chosen dates that lie within them.
   */
  private double[] changepoints(Inputs observed, long start, double timeScale) {
    List<LocalDate> own = options.ownChangepoints();
    if (!own.isEmpty()) {
      return own.stream()
          .mapToDouble(date -> (date.toEpochDay() * 86_400.0 - start) / timeScale)
          .filter(t -> t >= 0 && t <= 1)
          .toArray();
    }
    int eligible = (int) Math.floor(observed.steps() * options.changepointRange());
    int count = Math.max(0, Math.min(options.changepoints(), eligible - 1));
    double[] changepoints = new double[count];
    for (int j = 1; j <= count; j++) {
      int at = (int) Math.rint((double) (eligible - 1) * j / count);
      changepoints[j - 1] = (observed.secondsAt(at) - start) / timeScale;
    }
    return changepoints;
  }

  private void requireRoom(double[] caps, double[] floors) {
    for (int i = 0; i < caps.length; i++) {
      if (!(caps[i] > floors[i])) {
        throw new FitException(
            "FT-2412 series "
                + series.id()
                + " at "
                + series.timeAt(positions[i])
                + ": the cap "
                + caps[i]
                + " must lie above the floor "
                + floors[i]
                + "; choose another \"cap\" or \"floor\" (NaN: its column has no value)");
      }
    }
  }
}
