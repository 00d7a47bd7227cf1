package io.foretide.forecaster.versions;

import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.series.Context;
import io.foretide.runtime.Closing;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.artifacts.StoreUnavailableException;
import io.foretide.schemas.ModelDefined;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the version that an alias points to into its slot: fetch, check, load, warm up, swap. What
 * fails is refused, and what served before serves on. A newer move of the alias overtakes a load
 * that is under way. A store that does not answer says nothing about the version: it is asked again
 * until it does.
 */
public final class Deployer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
  private static final int LONGEST_RETRY_SECONDS = 30;

  private final ModelDirectory directory;
  private final VersionLoader loader;
  private final WarmUp warmUp;
  private final Function<ModelDefined, List<Context>> windows;
  private final DeploymentLog deployments;
  private final SwapListener listener;
  private final Map<ServedAs, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "forecaster-deployer");
            thread.setDaemon(true);
            return thread;
          });

  /** Told on the deployer's threads. */
  public interface SwapListener {
    void swapped(ServedAs as, LiveVersion version);

    void ended(ServedAs as);

    void refused(ServedAs as, String code);
  }

  private Deployer(
      ModelDirectory directory,
      VersionLoader loader,
      WarmUp warmUp,
      Function<ModelDefined, List<Context>> windows,
      DeploymentLog deployments,
      SwapListener listener) {
    this.directory = directory;
    this.loader = loader;
    this.warmUp = warmUp;
    this.windows = windows;
    this.deployments = deployments;
    this.listener = listener;
  }

  /**
   * @param windows real series of a model, for the warm-up; may wait until there are some
   * @param warmUpLimit for one forecast of those windows
   */
  public static Deployer create(
      ModelDirectory directory,
      ArtifactStore store,
      Function<ModelDefined, List<Context>> windows,
      Duration warmUpLimit,
      DeploymentLog deployments,
      SwapListener listener) {
    return new Deployer(
        directory,
        new VersionLoader(store, FormatCatalogue.standard()),
        new WarmUp(warmUpLimit),
        windows,
        deployments,
        listener);
  }

  /** Every slot that ever had a version. */
  public Collection<Slot> slots() {
    return slots.values();
  }

  public Optional<Slot> slot(ServedAs as) {
    return Optional.ofNullable(slots.get(as));
  }

  /** Acts on where the alias points now; returns at once. */
  public void follow(ServedAs as) {
    attempt(slots.computeIfAbsent(as, Slot::new), 0, executor);
  }

  private void attempt(Slot slot, int earlier, Executor when) {
    // While something serves, nobody has to wait for a store that does not answer.
    boolean awaited = earlier == 0 || slot.version().isEmpty();
    if (awaited) {
      pending.incrementAndGet();
    }
    when.execute(
        () -> {
          try {
            deploy(slot, earlier);
          } catch (RuntimeException e) {
            LOG.error("deploying {} failed in a way that is not its version's fault", slot.as(), e);
          } finally {
            if (awaited) {
              pending.decrementAndGet();
            }
          }
        });
  }

  /** Whether every move that was to be followed is served or refused. */
  public boolean settled() {
    return pending.get() == 0;
  }

  private void deploy(Slot slot, int earlier) {
    synchronized (slot) {
      ModelHistory history = directory.history(slot.as().model());
      ModelHistory.Target target = history.target(slot.as().alias()).orElseThrow();
      if (target.move() <= slot.handledMove()) {
        return;
      }
      if (target.ended()) {
        slot.handled(target.move());
        end(slot);
        return;
      }
      long start = System.nanoTime();
      try {
        Optional<Ready> ready = prepare(slot, history, target, target.version(), true);
        slot.handled(target.move());
        if (ready.isPresent()) {
          swap(slot, ready.get(), start);
        }
      } catch (StoreUnavailableException e) {
        awaitStore(slot, target, earlier, e);
      } catch (CodedException e) {
        slot.handled(target.move());
        refuse(slot, history, target, e);
      }
    }
  }

  /** Nothing is live here any more; whoever uses the version finishes with it. */
  private void end(Slot slot) {
    slot.version()
        .ifPresent(
            version -> {
              stop(slot, version);
              listener.ended(slot.as());
              LOG.info("{}: version {} ended its trial", slot.as(), version);
            });
  }

  private void awaitStore(
      Slot slot, ModelHistory.Target target, int earlier, StoreUnavailableException why) {
    if (earlier == 0) {
      LOG.warn(
          "{}: version {} waits for its artifacts, {} until then: {}",
          slot.as(),
          target.version(),
          serving(slot),
          why.line());
    }
    int seconds = Math.min(1 << Math.min(earlier, 5), LONGEST_RETRY_SECONDS);
    attempt(
        slot, earlier + 1, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS, executor));
  }

  /**
   * A version that may go live.
   *
   * @param forecastMillis that a forecast of one series takes
   */
  private record Ready(LiveVersion version, double forecastMillis) {}

  /** Empty if a newer move has overtaken this one. */
  private Optional<Ready> prepare(
      Slot slot, ModelHistory history, ModelHistory.Target target, int version, boolean announce) {
    if (announce) {
      deployments.loading(slot, version);
    }
    LiveVersion loaded = loader.load(slot.as().model(), history, version);
    boolean keep = false;
    try {
      if (overtaken(slot, history, target)) {
        return Optional.empty();
      }
      if (announce) {
        deployments.warming(slot, version);
      }
      double millis = warmUp.run(loaded, windows.apply(loaded.definition()));
      keep = !overtaken(slot, history, target);
      return keep ? Optional.of(new Ready(loaded, millis)) : Optional.empty();
    } finally {
      if (!keep) {
        loaded.release();
      }
    }
  }

  private static boolean overtaken(Slot slot, ModelHistory history, ModelHistory.Target target) {
    return !history.target(slot.as().alias()).equals(Optional.of(target));
  }

  private void swap(Slot slot, Ready ready, long start) {
    LiveVersion next = ready.version();
    Optional<Integer> before = slot.version();
    // Whoever answers must know the version before the first forecast of it can arrive.
    listener.swapped(slot.as(), next);
    slot.swap(next);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    deployments.serving(slot, next.number(), millis, ready.forecastMillis());
    LOG.info(
        "{}: version {} ({}) is live after {} ms, in place of {}",
        slot.as(),
        next.number(),
        next.kind(),
        millis,
        before.map(String::valueOf).orElse("none"));
  }

  private void refuse(
      Slot slot, ModelHistory history, ModelHistory.Target target, CodedException why) {
    if (slot.version().isEmpty() && !slot.as().isCanary()) {
      fallBack(slot, history, target);
    }
    listener.refused(slot.as(), why.code());
    deployments.refused(slot, target.version(), why);
    LOG.warn(
        "{}: refused version {}, {}: {}", slot.as(), target.version(), serving(slot), why.line());
  }

  private static String serving(Slot slot) {
    return slot.version().map(v -> "version " + v + " serves on").orElse("nothing serves");
  }

  /** After a restart nothing serves yet: the last version that still loads is better than none. */
  private void fallBack(Slot slot, ModelHistory history, ModelHistory.Target target) {
    for (int version : history.before(slot.as().alias())) {
      try {
        Optional<LiveVersion> ready =
            prepare(slot, history, target, version, false).map(Ready::version);
        if (ready.isPresent()) {
          listener.swapped(slot.as(), ready.get());
          slot.swap(ready.get());
        }
        return;
      } catch (CodedException e) {
        LOG.warn("{}: cannot fall back to version {}: {}", slot.as(), version, e.line());
      }
    }
  }

  /**
   * Nothing is live afterwards; every loaded version is closed once its users are done. A version
   * that is still being loaded after 10 s keeps its slot as it is.
   */
  @Override
  public void close() {
    if (!Closing.close(executor)) {
      LOG.warn("a version is still being loaded; left as it is, since this forecaster stops");
      return;
    }
    for (Slot slot : slots.values()) {
      synchronized (slot) {
        slot.version().ifPresent(version -> stop(slot, version));
      }
    }
  }

  private void stop(Slot slot, int version) {
    slot.swap(null);
    deployments.stopped(slot, version);
  }
}
