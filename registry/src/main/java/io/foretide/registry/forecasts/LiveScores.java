package io.foretide.registry.forecasts;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ForecastScore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How the forecasts of a series by a model turned out. Changes only by {@link #replay}. */
final class LiveScores {
  private static final int RECENT = 56;

  private final Deque<Scored> recent = new ArrayDeque<>();
  private long count;
  private long inside;
  private double absolute;
  private double signed;
  private long scaledCount;
  private double scaled;

  /** One step of a past forecast, and what came. */
  @Says("One step of a past forecast, and what came.")
  record Scored(
      @Says("The instant that was forecast.") Instant time,
      @Says("Steps from the cutoff, from 1.") int stepAhead,
      @Says("Version that had forecast.") int version,
      double actual,
      double mean,
      @Says("2.5 % quantile.") double lower,
      @Says("97.5 % quantile.") double upper,
      @Says("Whether the actual lay in between.") boolean inside) {}

  @Says("How past forecasts turned out.")
  record View(
      String model,
      @Says("champion, or challenger in shadow.") String alias,
      @Says("Steps of forecasts whose actual value arrived.") long scored,
      @Says("Mean absolute error.") Optional<Double> mae,
      @Says("Mean of forecast less actual.") Optional<Double> bias,
      @Says("Mean absolute error over that of the seasonal naive forecast in-sample.")
          Optional<Double> mase,
      @Says("Percent of actuals within the 95 % interval.") Optional<Double> coverage95,
      @Says("The latest of them, oldest first.") List<Scored> recent) {}

  synchronized void replay(ForecastScore score) {
    count++;
    inside += score.getInside() ? 1 : 0;
    absolute += Math.abs(score.getError());
    signed += score.getError();
    if (score.getScaledError() != null) {
      scaledCount++;
      scaled += score.getScaledError();
    }
    if (recent.size() == RECENT) {
      recent.removeFirst();
    }
    recent.addLast(
        new Scored(
            score.getTargetTime(),
            score.getStepAhead(),
            score.getVersion(),
            score.getActual(),
            score.getMean(),
            score.getLower(),
            score.getUpper(),
            score.getInside()));
  }

  synchronized View view(String model, String alias) {
    return new View(
        model,
        alias,
        count,
        mean(absolute, count),
        mean(signed, count),
        mean(scaled, scaledCount),
        mean(100.0 * inside, count),
        List.copyOf(recent));
  }

  synchronized long inside() {
    return inside;
  }

  private static Optional<Double> mean(double sum, long count) {
    return count == 0 || !Double.isFinite(sum) ? Optional.empty() : Optional.of(sum / count);
  }
}
