package io.foretide.registry;

import io.foretide.registry.artifacts.ArtifactRoutes;
import io.foretide.registry.artifacts.ExplanationRoutes;
import io.foretide.registry.artifacts.InspectRoutes;
import io.foretide.registry.artifacts.Sweep;
import io.foretide.registry.artifacts.SweepRoutes;
import io.foretide.registry.audit.AuditLog;
import io.foretide.registry.audit.AuditRoutes;
import io.foretide.registry.catalogue.BenchmarkRoutes;
import io.foretide.registry.catalogue.Benchmarks;
import io.foretide.registry.catalogue.KindRoutes;
import io.foretide.registry.catalogue.Kinds;
import io.foretide.registry.dashboard.PageRoutes;
import io.foretide.registry.forecasts.ForecastRoutes;
import io.foretide.registry.forecasts.Forecasts;
import io.foretide.registry.log.Changes;
import io.foretide.registry.log.Commands;
import io.foretide.registry.log.LogReader;
import io.foretide.registry.runs.ExportRoutes;
import io.foretide.registry.runs.ImportRoutes;
import io.foretide.registry.runs.RunFeed;
import io.foretide.registry.runs.RunRoutes;
import io.foretide.registry.runs.Runs;
import io.foretide.registry.runs.SearchRoutes;
import io.foretide.registry.runs.TrainRoutes;
import io.foretide.registry.topics.TopicRoutes;
import io.foretide.registry.uploads.Receiver;
import io.foretide.registry.uploads.RejectRoutes;
import io.foretide.registry.uploads.RetrainRoutes;
import io.foretide.registry.uploads.UploadRoutes;
import io.foretide.registry.uploads.Uploads;
import io.foretide.registry.usage.UsageRoutes;
import io.foretide.registry.versions.AliasRoutes;
import io.foretide.registry.versions.DefineRoutes;
import io.foretide.registry.versions.Deployments;
import io.foretide.registry.versions.ModelRoutes;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.RetireRoutes;
import io.foretide.registry.versions.VersionRoutes;
import io.foretide.runtime.Readiness;
import io.foretide.runtime.Routes;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.schemas.topics.Wire;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The registry: every model, version, run and upload, replayed from topics, over REST. It decides
 * nothing that is not an event; a fresh instance reads the same topics and shows the same.
 */
public final class RegistryService implements Service {
  private final Wire wire;
  private final TopicFollower follower;
  private final Commands commands;
  private final Uploader uploader;
  private final Models models = new Models();
  private final RunFeed feed;
  private final LogReader log;
  private final ArtifactStore store;
  private final TopicRoutes topics;
  private final List<Routes> routes;

  public RegistryService(ServiceConfig config, MeterRegistry metrics, Clock clock) {
    this.wire = config.wire();
    this.follower = new TopicFollower("registry-follower", config, wire);
    this.commands = new Commands(config, wire, clock);
    this.uploader = new Uploader(config, wire);
    Changes changes = new Changes();
    Deployments deployments = new Deployments();
    Kinds kinds = new Kinds();
    Benchmarks benchmarks = new Benchmarks();
    Runs runs = new Runs();
    Uploads uploads = new Uploads(changes);
    AuditLog audit = new AuditLog();
    this.log = new LogReader(config, wire);
    Forecasts forecasts = new Forecasts(log);
    this.feed = new RunFeed(runs, Duration.ofMillis(config.getLong("events.keepalive.ms", 10_000)));
    runs.onChange(run -> changes.happened());
    models.follow(follower);
    deployments.follow(follower);
    kinds.follow(follower);
    benchmarks.follow(follower);
    runs.follow(follower);
    uploads.follow(follower);
    forecasts.follow(follower);
    audit.follow(follower);
    Receiver receiver = new Receiver(uploader, config.getLong("upload.max.bytes", 1L << 30));
    this.store = ArtifactStore.open(config);
    this.topics = new TopicRoutes(config, wire);
    this.routes =
        List.of(
            new KindRoutes(kinds, models, deployments, benchmarks),
            new BenchmarkRoutes(kinds, commands, clock),
            new ModelRoutes(models, deployments),
            new VersionRoutes(models, deployments),
            new DefineRoutes(models, commands),
            new AliasRoutes(models, commands),
            new RetireRoutes(models, deployments, commands, clock),
            new SweepRoutes(new Sweep(models, deployments, runs::underWay, clock), store, commands),
            new AuditRoutes(audit, models),
            new TrainRoutes(kinds, models, runs, commands, clock),
            new RunRoutes(runs, models, feed),
            new ExportRoutes(runs, models, kinds),
            new SearchRoutes(runs),
            new ForecastRoutes(forecasts),
            new ArtifactRoutes(models, store),
            new InspectRoutes(models, store),
            new ExplanationRoutes(models, store),
            new UsageRoutes(models),
            new ImportRoutes(store, models, commands, clock),
            new UploadRoutes(uploads, receiver, changes),
            new RejectRoutes(uploads, log, uploader),
            new RetrainRoutes(
                new RetrainRoutes.Neighbours(uploads, runs, feed, models, commands),
                receiver,
                changes,
                clock),
            topics,
            new PageRoutes());
    Gauge.builder("foretide.registry.models", () -> models.all().size())
        .description("Models known")
        .register(metrics);
  }

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public void start() {
    follower.start();
  }

  @Override
  public List<Routes> routes() {
    return routes;
  }

  @Override
  public Readiness readiness() {
    if (!follower.alive()) {
      return Readiness.dead("no longer follows its topics");
    }
    return follower.caughtUp()
        ? Readiness.ready(models.all().size() + " models")
        : Readiness.starting("replaying its topics");
  }

  @Override
  public void close() {
    feed.close();
    uploader.close();
    commands.close();
    follower.close();
    topics.close();
    log.close();
    store.close();
    wire.close();
  }
}
