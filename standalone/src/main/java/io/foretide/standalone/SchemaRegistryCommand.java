package io.foretide.standalone;

import io.foretide.embedded.schemaregistry.EmbeddedSchemaRegistry;
import io.foretide.runtime.ServiceConfig;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "schema-registry",
    mixinStandardHelpOptions = true,
    description = "Runs the schema registry alone; one at a time for a broker.")
final class SchemaRegistryCommand implements Callable<Integer> {
  @Mixin private Connection connection;

  @Option(names = "--host", description = "Address to listen on (${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "Port to listen on (${DEFAULT-VALUE}).")
  private int port = 8081;

  @Override
  public Integer call() throws InterruptedException {
    ServiceConfig config = connection.config();
    Neighbours.awaitBroker(config);
    EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.start(
            config.kafka(),
            (short) config.getInt("topic.replication", 1),
            new InetSocketAddress(host, port));
    Runtime.getRuntime().addShutdownHook(new Thread(registry::close, "down"));
    // Until the process is asked to end; the hook then closes the registry.
    new CountDownLatch(1).await();
    return 0;
  }
}
