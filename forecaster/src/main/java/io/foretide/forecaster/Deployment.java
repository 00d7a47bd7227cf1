package io.foretide.forecaster;

import io.foretide.forecaster.answers.ForecastTable;
import io.foretide.forecaster.series.SeriesBook;
import io.foretide.forecaster.series.SeriesStreams;
import io.foretide.forecaster.versions.Deployer;
import io.foretide.forecaster.versions.DeploymentLog;
import io.foretide.forecaster.versions.LiveVersion;
import io.foretide.forecaster.versions.ModelDirectory;
import io.foretide.forecaster.versions.ServedAs;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.ModelDefined;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * From {@code model.events} to live versions. While the past is replayed nothing is loaded; after
 * that, whatever each alias points to, and then every move as it happens.
 */
final class Deployment implements AutoCloseable {
  private static final int WARM_UP_SERIES = 16;

  /** An instance with no share of the series starts without them. */
  private static final Duration SERIES_AT_MOST = Duration.ofSeconds(15);

  private final SeriesBook book;
  private final MeterRegistry metrics;
  private final ModelDirectory directory;
  private final Deployer deployer;
  private final Map<ServedAs, AtomicInteger> liveVersions = new ConcurrentHashMap<>();
  private final Thread starter;
  private volatile Runnable awaitPast = () -> {};
  private volatile boolean open;

  Deployment(
      ServiceConfig config,
      ArtifactStore artifacts,
      SeriesBook book,
      ForecastTable table,
      DeploymentLog deployments,
      MeterRegistry metrics) {
    this.book = book;
    this.metrics = metrics;
    this.directory = new ModelDirectory(this::moved);
    this.deployer =
        Deployer.create(
            directory,
            artifacts,
            this::windows,
            Duration.ofMillis(config.getLong("warmup.limit.ms", 30_000)),
            deployments,
            new Deployer.SwapListener() {
              @Override
              public void swapped(ServedAs as, LiveVersion version) {
                table.expect(as, version);
                count("swaps", as);
                live(as).set(version.number());
              }

              @Override
              public void ended(ServedAs as) {
                live(as).set(0);
              }

              @Override
              public void refused(ServedAs as, String code) {
                count("refused", as);
              }
            });
    this.starter = new Thread(this::open, "forecaster-starter");
    this.starter.setDaemon(true);
  }

  ModelDirectory directory() {
    return directory;
  }

  Deployer deployer() {
    return deployer;
  }

  void start(TopicFollower follower, SeriesStreams streams) {
    awaitPast =
        () -> {
          try {
            boolean past = false;
            while (!past && follower.alive()) {
              past = follower.awaitCaughtUp(Duration.ofSeconds(1));
            }
            streams.awaitRunning(SERIES_AT_MOST);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    starter.start();
  }

  boolean settled() {
    return open && deployer.settled();
  }

  /** For a person: {@code sales/champion 3}. */
  String summary() {
    String versions =
        deployer.slots().stream()
            .filter(slot -> slot.version().isPresent())
            .map(slot -> slot.as() + " " + slot.version().get())
            .sorted()
            .collect(Collectors.joining(", "));
    return versions.isEmpty() ? "nothing yet" : versions;
  }

  private void open() {
    awaitPast.run();
    open = true;
    for (String model : directory.models()) {
      directory.places(model).forEach(deployer::follow);
    }
  }

  private void moved(ServedAs as) {
    if (open) {
      deployer.follow(as);
    }
  }

  private List<Context> windows(ModelDefined model) {
    Dataset data = book.assemble(model, Instant.MIN);
    return data.series().stream()
        .filter(series -> series.end().equals(data.end()))
        .limit(WARM_UP_SERIES)
        .map(Context::new)
        .toList();
  }

  private void count(String what, ServedAs as) {
    Counter.builder("foretide.forecaster." + what)
        .tags("model", as.model(), "alias", as.alias())
        .register(metrics)
        .increment();
  }

  private AtomicInteger live(ServedAs as) {
    return liveVersions.computeIfAbsent(
        as,
        key ->
            metrics.gauge(
                "foretide.forecaster.live.version",
                Tags.of("model", key.model(), "alias", key.alias()),
                new AtomicInteger()));
  }

  @Override
  public void close() {
    starter.interrupt();
    open = false;
    deployer.close();
  }
}
