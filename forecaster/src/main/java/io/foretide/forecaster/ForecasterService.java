package io.foretide.forecaster;

import io.foretide.forecaster.answers.ForecastRoutes;
import io.foretide.forecaster.answers.ForecastTable;
import io.foretide.forecaster.answers.ObservationRoutes;
import io.foretide.forecaster.publishing.Refresher;
import io.foretide.forecaster.series.SeriesBook;
import io.foretide.forecaster.series.SeriesStreams;
import io.foretide.forecaster.versions.Deployer;
import io.foretide.forecaster.versions.DeploymentLog;
import io.foretide.forecaster.versions.ModelDirectory;
import io.foretide.runtime.Readiness;
import io.foretide.runtime.Routes;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;

/**
 * The forecaster: owns a share of the series, serves the version that each alias points to, swaps a
 * new one in while it serves, publishes forecasts and their scores, and answers requests.
 *
 * <p>Settings: {@code advice.lead.time} (steps, 7), {@code advice.service.level} (0.95), {@code
 * refresh.quiet.ms} (100), {@code warmup.limit.ms} (30000), {@code forecaster.threads} (1), {@code
 * forecaster.session.timeout.ms} (6000), {@code forecaster.standbys} (0).
 */
public final class ForecasterService implements Service {
  private final Wire wire;
  private final ArtifactStore artifacts;
  private final SeriesBook book = new SeriesBook();
  private final ForecastTable table = new ForecastTable();
  private final DeploymentLog deployments;
  private final Deployment deployment;
  private final SeriesStreams streams;
  private final Refresher refresher;
  private final TopicFollower follower;
  private final List<Routes> routes;

  public ForecasterService(ServiceConfig config, MeterRegistry metrics, Clock clock) {
    this.wire = config.wire();
    this.artifacts = ArtifactStore.open(config);
    this.deployments = new DeploymentLog(config, wire, clock);
    this.deployment = new Deployment(config, artifacts, book, table, deployments, metrics);
    ModelDirectory directory = deployment.directory();
    Deployer deployer = deployment.deployer();
    this.streams = new SeriesStreams(config, wire, book, directory::definition, clock);
    this.refresher = new Refresher(config, wire, directory, deployer, book, table, metrics, clock);
    this.follower =
        new TopicFollower("forecaster-follower", config, wire)
            .follow(Topics.MODEL_EVENTS, record -> directory.replay(record.value()))
            .follow(Topics.FORECASTS, table::replay);
    this.routes =
        List.of(
            new ForecastRoutes(
                directory,
                table,
                config.getInt("advice.lead.time", 7),
                Double.parseDouble(config.find("advice.service.level").orElse("0.95")),
                metrics),
            new ObservationRoutes(directory, book));
  }

  @Override
  public String name() {
    return "forecaster";
  }

  @Override
  public void start() {
    streams.start();
    follower.start();
    deployment.start(follower, streams);
    refresher.start();
  }

  @Override
  public List<Routes> routes() {
    return routes;
  }

  @Override
  public Readiness readiness() {
    if (!follower.alive() || !streams.alive()) {
      return Readiness.dead("no longer follows its topics");
    }
    if (!follower.caughtUp() || !streams.running()) {
      return Readiness.starting("taking over its share of the series");
    }
    return deployment.settled()
        ? Readiness.ready(book.size() + " series, serving " + deployment.summary())
        : Readiness.starting("loading versions");
  }

  @Override
  public void close() {
    refresher.close();
    streams.close();
    deployment.close();
    follower.close();
    deployments.close();
    artifacts.close();
    wire.close();
  }
}
