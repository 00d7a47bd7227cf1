package io.foretide.standalone.house;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.forecaster.ForecasterService;
import io.foretide.ingest.IngestService;
import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.neural.NeuralKinds;
import io.foretide.registry.RegistryService;
import io.foretide.runtime.ServiceConfig;
import io.foretide.trainer.TrainerService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of Foretide in this process: broker, schema registry, the services, one HTTP port. */
public final class House implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(House.class);

  private final EmbeddedStack stack;
  private final ServiceConfig config;
  private final Host host;

  private House(EmbeddedStack stack, ServiceConfig config, Host host) {
    this.stack = stack;
    this.config = config;
    this.host = host;
  }

  /**
   * The ports of a house; 0 stands for a free one.
   *
   * @param http of the services
   * @param broker of Kafka
   * @param registry of the schema registry
   */
  public record Ports(int http, int broker, int registry) {}

  /**
   * Starts everything; what cannot start takes the rest down with it.
   *
   * @param settings what a configuration file or the environment says; all of it listens on {@code
   *     http.host}
   * @param data folder for the broker's log, the stores and the artifacts
   */
  public static House open(ServiceConfig settings, Path data, Ports ports) {
    EmbeddedStack stack =
        EmbeddedStack.at(
            data.resolve("kafka"), settings.get("http.host"), ports.broker(), ports.registry());
    try {
      ServiceConfig config =
          settings.with(
              Map.of(
                  "bootstrap.servers", stack.bootstrapServers(),
                  "schema.registry.url", stack.schemaRegistryUrl(),
                  "topic.prefix", "",
                  "data.dir", data.toString(),
                  "http.port", Integer.toString(ports.http())));
      Clock clock = Clock.systemUTC();
      Host host =
          Host.start(
              config,
              List.of(
                  metrics -> new IngestService(config, metrics),
                  metrics ->
                      new TrainerService(
                          config, ModelCatalogue.of(NeuralKinds.all()).all(), metrics, clock),
                  metrics -> new ForecasterService(config, metrics, clock),
                  metrics -> new RegistryService(config, metrics, clock)));
      return new House(stack, config, host);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Waits until every service does its work; false if one does not in time. */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    return host.awaitReady(atMost);
  }

  /** Those that are not ready, and why. */
  public String unready() {
    return host.unready();
  }

  /** What the services run on: clients of this house can take the same. */
  public ServiceConfig config() {
    return config;
  }

  public String url() {
    return host.url();
  }

  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  public String schemaRegistryUrl() {
    return stack.schemaRegistryUrl();
  }

  @Override
  public void close() {
    long begun = System.nanoTime();
    host.close();
    stack.close();
    log.info("down after {} ms", (System.nanoTime() - begun) / 1_000_000);
  }
}
