package io.foretide.neural;

import io.foretide.models.kind.Checkpoints;
import io.foretide.models.kind.TrainingListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Checkpoints that outlive the fits that made them. */
final class KeptCheckpoints implements Checkpoints {
  private final Map<String, byte[]> states = new HashMap<>();
  private final List<Integer> epochs = new ArrayList<>();

  /** What a fit dies of. */
  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Optional<byte[]> find(String fit) {
    return Optional.ofNullable(states.get(fit));
  }

  @Override
  public void offer(String fit, Supplier<byte[]> state) {
    states.put(fit, state.get());
  }

  /** Every epoch that was learned, in any fit. */
  List<Integer> epochs() {
    return epochs;
  }

  TrainingListener living() {
    return dyingAfter(Integer.MAX_VALUE);
  }

  /** The fit dies in the epoch after this one. */
  TrainingListener dyingAfter(int last) {
    return new TrainingListener() {
      private int epoch;

      @Override
      public void progress(double fraction, String message) {
        if (epoch == last) {
          throw new Death();
        }
      }

      @Override
      public void epoch(int ended, int of, Map<String, Double> losses) {
        epoch = ended;
        epochs.add(ended);
      }

      @Override
      public boolean cancelled() {
        return false;
      }

      @Override
      public Checkpoints checkpoints() {
        return KeptCheckpoints.this;
      }
    };
  }
}
