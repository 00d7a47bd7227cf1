package io.foretide.models.kind;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps what long fits need to go on after a crash. A fit is named by a digest of all that it is a
 * function of (data, settings, seed): whoever begins the same fit again finds where it stood.
 */
public interface Checkpoints {
  /** Keeps nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<byte[]> find(String fit) {
          return Optional.empty();
        }

        @Override
        public void offer(String fit, Supplier<byte[]> state) {}
      };

  /** What was kept of this fit last. */
  Optional<byte[]> find(String fit);

  /**
   * To be called whenever a fit could go on from here, after every epoch say.
   *
   * @param state asked for only if it is kept: keeping every one would be dear
   */
  void offer(String fit, Supplier<byte[]> state);
}
