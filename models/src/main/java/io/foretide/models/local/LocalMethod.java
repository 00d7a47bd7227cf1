package io.foretide.models.local;

import java.util.random.RandomGenerator;

/**
 * A way to forecast one series by itself. Implementations are records of their settings, so that a
 * saved model can fit a series it has not seen exactly as it fitted the others.
 *
 * <p>All values are without gaps ({@link Gaps}) and at least one. No method throws for data that is
 * short, constant or all zero: it falls back to something simpler.
 *
 * @param <P> what is remembered of a series; a record that goes through JSON
 */
public interface LocalMethod<P> {
  /**
   * Fits one series, {@code double[n]} with {@code n >= 1}.
   *
   * @param checkpoint to be run at least every few hundred milliseconds; throws to cancel
   */
  P fit(double[] values, Runnable checkpoint);

  /**
   * The same parameters for a run of values that begins elsewhere than the one they were fitted on:
   * smoothing is kept, what belongs to the first step is found anew.
   */
  P restart(P parameters, double[] values);

  /** Filters the values with the parameters and looks {@code steps} ahead from their end. */
  Outlook forecast(P parameters, double[] values, int steps, RandomGenerator random);
}
