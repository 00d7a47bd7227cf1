package io.foretide.embedded;

import io.foretide.embedded.broker.EmbeddedBroker;
import io.foretide.embedded.schemaregistry.EmbeddedSchemaRegistry;
import io.foretide.schemas.topics.Wire;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Broker and schema registry in this process, with every topic created and schema registered. */
public final class EmbeddedStack implements AutoCloseable {
  private static final short ONE_COPY = 1;
  private static final String LOOPBACK = "127.0.0.1";

  private final EmbeddedBroker broker;
  private final EmbeddedSchemaRegistry registry;

  private EmbeddedStack(EmbeddedBroker broker, EmbeddedSchemaRegistry registry) {
    this.broker = broker;
    this.registry = registry;
  }

  /** On free ports, with data that is deleted on closing. */
  public static EmbeddedStack temporary() {
    return start(EmbeddedBroker.temporary(), LOOPBACK, 0);
  }

  /**
   * With data that stays.
   *
   * @param host address to listen on; 127.0.0.1 keeps it to this machine
   * @param folder the broker's data folder
   * @param brokerPort port of the broker, 0 for a free one
   * @param registryPort port of the schema registry, 0 for a free one
   */
  public static EmbeddedStack at(Path folder, String host, int brokerPort, int registryPort) {
    return start(EmbeddedBroker.at(folder, host, brokerPort), host, registryPort);
  }

  private static EmbeddedStack start(EmbeddedBroker broker, String host, int registryPort) {
    EmbeddedSchemaRegistry registry = null;
    try {
      registry =
          EmbeddedSchemaRegistry.start(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              ONE_COPY,
              new InetSocketAddress(host, registryPort));
      furnish(broker.bootstrapServers(), registry.url());
      return new EmbeddedStack(broker, registry);
    } catch (RuntimeException e) {
      if (registry != null) {
        registry.close();
      }
      broker.close();
      throw e;
    }
  }

  private static void furnish(String bootstrapServers, String registryUrl) {
    try (Wire wire = new Wire(registryUrl);
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      wire.createTopics(admin, ONE_COPY);
      wire.registerSchemas();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating the topics", e);
    }
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public String schemaRegistryUrl() {
    return registry.url();
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
