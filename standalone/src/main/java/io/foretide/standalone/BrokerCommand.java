package io.foretide.standalone;

import io.foretide.embedded.EmbeddedStack;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "Runs broker and schema registry alone, for services in processes of their own.")
final class BrokerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(names = "--host", description = "Address to listen on (${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(names = "--broker-port", description = "Kafka's port (${DEFAULT-VALUE}).")
  private int brokerPort = 9092;

  @Option(names = "--registry-port", description = "The schema registry's (${DEFAULT-VALUE}).")
  private int registryPort = 8081;

  @Override
  public Integer call() throws InterruptedException {
    EmbeddedStack stack = EmbeddedStack.at(data.resolve("kafka"), host, brokerPort, registryPort);
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "down"));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Kafka %s, schema registry %s; stop with Ctrl-C%n",
        stack.bootstrapServers(), stack.schemaRegistryUrl());
    out.flush();
    // Until the process is asked to end; the hook then closes the stack.
    new CountDownLatch(1).await();
    return 0;
  }
}
