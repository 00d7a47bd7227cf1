package io.foretide.models.kind;

import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Told how a fit is getting on, asked whether to go on, and given what a fit needs to go on after a
 * crash. Calls are cheap: make them often.
 */
public interface TrainingListener {
  /** Ignores progress and never cancels. */
  TrainingListener NONE =
      new TrainingListener() {
        @Override
        public void progress(double fraction, String message) {}

        @Override
        public void epoch(int epoch, int epochs, Map<String, Double> losses) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** {@code fraction} of this fit is done, 0 to 1. */
  void progress(double fraction, String message);

  /**
   * An epoch ended; epochs count from 1. {@code losses} by name: {@code training}, {@code
   * validation}.
   */
  void epoch(int epoch, int epochs, Map<String, Double> losses);

  boolean cancelled();

  /** Where a fit that takes long keeps how far it is. */
  default Checkpoints checkpoints() {
    return Checkpoints.NONE;
  }

  /**
   * To be called at least every few hundred milliseconds of work: a cancel takes effect within a
   * second.
   */
  default void checkCancelled() {
    if (cancelled()) {
      throw new CancellationException("the run was cancelled");
    }
  }

  /** A listener for one, counted from 0, of {@code turns} parts of the work that are alike. */
  default TrainingListener turn(int number, int turns) {
    return part((double) number / turns, (number + 1.0) / turns);
  }

  /** A listener for a part of the work, which maps its 0..1 onto {@code from..to} of the whole. */
  default TrainingListener part(double from, double to) {
    TrainingListener whole = this;
    return new TrainingListener() {
      @Override
      public void progress(double fraction, String message) {
        whole.progress(from + (to - from) * fraction, message);
      }

      @Override
      public void epoch(int epoch, int epochs, Map<String, Double> losses) {
        whole.epoch(epoch, epochs, losses);
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }

      @Override
      public Checkpoints checkpoints() {
        return whole.checkpoints();
      }
    };
  }
}
