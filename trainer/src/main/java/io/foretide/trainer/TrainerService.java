package io.foretide.trainer;

import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.onnx.ImportedKind;
import io.foretide.runtime.Readiness;
import io.foretide.runtime.Routes;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.foretide.trainer.snapshot.SnapshotReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer: takes training requests as a queue that all trainers share, and publishes versions.
 *
 * <p>Settings: {@code trainer.group}, {@code trainer.lock.ms}, {@code trainer.deliveries}, {@code
 * trainer.threads}, {@code trainer.checkpoint.ms}, {@code default.kind}, {@code default.settings}
 * and {@code default.cutoffs} (what a data set's first model is trained with), {@code
 * retrain.policy} ({@code off}: only people ask for runs), {@code retrain.debounce.ms}, {@code
 * retrain.drift.scores}.
 */
public final class TrainerService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServiceConfig config;
  private final Kinds kinds;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "trainer");
  private volatile Readiness readiness = Readiness.starting("not started");
  private volatile Optional<PolicyStreams> policy = Optional.empty();
  private volatile boolean closed;
  private volatile Runnable stop = () -> {};

  /**
   * @param kinds what can be trained, {@code naive} and {@code seasonal-naive} among them as the
   *     floor
   */
  public TrainerService(
      ServiceConfig config,
      Collection<? extends ModelKind> kinds,
      MeterRegistry metrics,
      Clock clock) {
    this.config = config;
    this.kinds = new Kinds(kinds);
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "trainer";
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public List<Routes> routes() {
    return List.of();
  }

  @Override
  public Readiness readiness() {
    return policy.map(PolicyStreams::alive).orElse(true)
        ? readiness
        : Readiness.dead("the retrain policy stopped");
  }

  private void run() {
    try {
      config.prepareTopics();
      TrainerSettings settings = TrainerSettings.of(config);
      Wire wire = opened(config.wire());
      Admin admin = opened(config.admin());
      ArtifactStore store = opened(ArtifactStore.open(config));
      ProgressWriter writer = opened(new ProgressWriter(config, wire));
      Kinds known = kinds.and(new ImportedKind(store::get));
      writer.publish(known.all());
      Trainer trainer = trainer(known, settings, wire, admin, store, writer);
      RunQueue queue = opened(new RunQueue(config, wire, admin, settings));
      stop =
          () -> {
            trainer.stop();
            queue.wakeup();
          };
      startPolicy(wire);
      readiness = Readiness.ready("waiting for requests, " + known.all().size() + " kinds");
      while (!closed) {
        next(queue, trainer, settings);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WakeupException e) {
      LOG.debug("closing");
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.error("the trainer stopped", e);
        readiness = Readiness.dead("stopped: " + e.getMessage());
      }
    } finally {
      closeAll();
    }
  }

  private static void next(RunQueue queue, Trainer trainer, TrainerSettings settings) {
    try {
      queue.next(trainer, settings.renewEvery());
    } catch (RetriableException e) {
      // The request went back to the queue; the broker will be there again.
      LOG.warn("FT-1408 the trainer could not work on a request: {}", e.toString());
    }
  }

  private void startPolicy(Wire wire) {
    if (!config.find("retrain.policy").orElse("on").equals("off")) {
      policy = Optional.of(opened(PolicyStreams.start(config, wire)));
    }
  }

  private Trainer trainer(
      Kinds known,
      TrainerSettings settings,
      Wire wire,
      Admin admin,
      ArtifactStore store,
      ProgressWriter writer)
      throws InterruptedException {
    Cancellations cancellations = new Cancellations();
    ModelWriter models = opened(new ModelWriter(config, wire, admin));
    RunLedger ledger = opened(new RunLedger(config, wire, admin));
    TopicFollower follower =
        opened(
            new TopicFollower("trainer-cancellations", config, wire)
                .follow(
                    Topics.TRAINING_CANCELLATIONS, record -> cancellations.replay(record.value()))
                .start());
    follower.awaitCaughtUp(PATIENCE);
    ExecutorService threads = pool(settings.threads(), "trainer-work");
    ExecutorService runThread = pool(1, "trainer-run");
    RunTools tools =
        new RunTools(
            config.instance(),
            known,
            models,
            ledger,
            new SnapshotReader(config, wire),
            new FirstDefinition(
                config.instance(), FirstDefinition.Defaults.of(config), known, models, clock),
            new Artifacts(store, FormatCatalogue.standard()),
            store,
            threads,
            clock);
    return new Trainer(tools, cancellations, writer, runThread, new RunMetrics(metrics), settings);
  }

  private ExecutorService pool(int size, String name) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            size,
            work -> {
              Thread worker = new Thread(work, name);
              worker.setDaemon(true);
              return worker;
            });
    opened(pool::shutdownNow);
    return pool;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.warn("closing the trainer: {}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    stop.run();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    readiness = Readiness.starting("closed");
  }
}
