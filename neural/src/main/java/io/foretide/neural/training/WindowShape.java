package io.foretide.neural.training;

import io.foretide.models.features.CalendarFeature;
import io.foretide.models.series.Step;
import java.util.List;

/**
 * What a network reads and writes: {@code contextLength} steps up to the cutoff and {@code horizon}
 * steps after it, one window of both. A step has the features
 *
 * <ol>
 *   <li>the value, scaled; after the cutoff the {@link Baseline};
 *   <li>1 where it was observed, 0 where not and after the cutoff;
 *   <li>how far after the cutoff, 0 up to it and then rising to 1;
 *   <li>the calendar;
 *   <li>the {@link Covariates}: known ones, those of the past and features of bars (both 0 after
 *       the cutoff), attributes.
 * </ol>
 *
 * <p>Target of the learning is the scaled difference to the baseline, after the cutoff.
 *
 * @param calendar names of {@link CalendarFeature}s; may be empty
 */
public record WindowShape(
    Step step,
    int contextLength,
    int horizon,
    List<String> calendar,
    Scaling scaling,
    Baseline baseline,
    Covariates covariates) {
  /** Features of a step before those of the calendar. */
  public static final int OWN_FEATURES = 3;

  public WindowShape {
    calendar = List.copyOf(calendar);
    if (contextLength < 1 || horizon < 1) {
      throw new IllegalArgumentException("context length and horizon are at least 1");
    }
  }

  /** For counts and sales: zero stays zero, the season is the baseline, all the step's calendar. */
  public static WindowShape of(Step step, int contextLength, int horizon) {
    return new WindowShape(
        step,
        contextLength,
        horizon,
        CalendarFeature.namesFor(step),
        Scaling.MEAN_ABSOLUTE,
        Baseline.SEASONAL,
        Covariates.NONE);
  }

  public WindowShape withContext(int steps) {
    return new WindowShape(step, steps, horizon, calendar, scaling, baseline, covariates);
  }

  public WindowShape with(Scaling other) {
    return new WindowShape(step, contextLength, horizon, calendar, other, baseline, covariates);
  }

  public WindowShape with(Baseline other) {
    return new WindowShape(step, contextLength, horizon, calendar, scaling, other, covariates);
  }

  public WindowShape withCalendar(List<String> other) {
    return new WindowShape(step, contextLength, horizon, other, scaling, baseline, covariates);
  }

  public WindowShape with(Covariates other) {
    return new WindowShape(step, contextLength, horizon, calendar, scaling, baseline, other);
  }

  /** Steps of a window, context and horizon. */
  public int steps() {
    return contextLength + horizon;
  }

  public int features() {
    return covariatesFrom() + covariates.features();
  }

  /** The first of the features of bars, where there are any. */
  public int barsFrom() {
    return covariatesFrom() + covariates.known().size() + covariates.past().size();
  }

  /** The first feature of the covariates. */
  public int covariatesFrom() {
    return OWN_FEATURES + calendar.size();
  }
}
