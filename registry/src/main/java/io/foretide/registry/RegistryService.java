package io.foretide.registry;

import io.foretide.runtime.Readiness;
import io.foretide.runtime.Routes;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.schemas.topics.Wire;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;

/**
 * The registry: every model, version, run and upload, replayed from topics, over REST. It decides
 * nothing that is not an event.
 */
public final class RegistryService implements Service {
  private final Wire wire;
  private final RegistryState state = new RegistryState();
  private final TopicFollower follower;
  private final Commands commands;
  private final Uploader uploader;
  private final List<Routes> routes;

  public RegistryService(ServiceConfig config, MeterRegistry metrics, Clock clock) {
    this.wire = config.wire();
    this.follower = new TopicFollower("registry-follower", config, wire);
    this.commands = new Commands(config, wire, clock);
    this.uploader = new Uploader(config, wire);
    RunRoutes runs = new RunRoutes(state, commands);
    this.routes =
        List.of(
            runs,
            new ModelRoutes(state, commands, clock),
            new SearchRoutes(state),
            new UploadRoutes(state, commands, uploader, runs, clock));
    state.follow(follower);
    Gauge.builder("foretide.registry.models", () -> state.models().size())
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
        ? Readiness.ready(state.models().size() + " models")
        : Readiness.starting("replaying its topics");
  }

  @Override
  public void close() {
    uploader.close();
    commands.close();
    follower.close();
    wire.close();
  }
}
