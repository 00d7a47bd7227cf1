package io.foretide.trainer;

import io.foretide.models.kind.Checkpoints;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the fits of one run are: their states in the artifact store, the digests of these on the
 * run's progress, where a trainer finds them that takes the run over. A store that fails costs a
 * checkpoint, not the run.
 */
final class RunCheckpoints implements Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

  private final ArtifactStore store;
  private final Map<String, String> digests;
  private final Map<String, Long> kept = new HashMap<>();
  private final long begun = System.nanoTime();
  private final long every;
  private final Consumer<Map<String, String>> log;

  /**
   * @param inherited digests by fit, as a trainer left them that is no more
   * @param every the least time between two of the same fit
   * @param log called with the digests by fit; returns once they can be read
   */
  RunCheckpoints(
      ArtifactStore store,
      Map<String, String> inherited,
      Duration every,
      Consumer<Map<String, String>> log) {
    this.store = store;
    this.digests = new HashMap<>(inherited);
    this.every = every.toNanos();
    this.log = log;
  }

  @Override
  public synchronized Optional<byte[]> find(String fit) {
    String digest = digests.get(fit);
    if (digest == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(store.get(digest));
    } catch (CodedException e) {
      LOG.warn("a fit begins anew, since its checkpoint is not to be had: {}", e.line());
      return Optional.empty();
    }
  }

  @Override
  public synchronized void offer(String fit, Supplier<byte[]> state) {
    if (System.nanoTime() - kept.getOrDefault(fit, begun) < every) {
      return;
    }
    try {
      String digest = store.put(state.get());
      String before = digests.put(fit, digest);
      log.accept(Map.copyOf(digests));
      // Not before the new one is on the log: a trainer may die at any time.
      if (before != null && !before.equals(digest)) {
        store.delete(before);
      }
    } catch (CodedException e) {
      LOG.warn("no checkpoint this time: {}", e.line());
    }
    kept.put(fit, System.nanoTime());
  }

  /** The run has ended, and nobody will take it over. */
  synchronized void delete() {
    try {
      digests.values().forEach(store::delete);
      digests.clear();
    } catch (CodedException e) {
      LOG.warn("checkpoints stay in the store: {}", e.line());
    }
  }
}
