package io.foretide.standalone;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.standalone.house.House;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts broker, schema registry and all services in this process.")
final class UpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--host",
      description = "Address to listen on; 0.0.0.0 opens it to the network (127.0.0.1).")
  private Optional<String> host = Optional.empty();

  @Option(names = "--port", description = "HTTP port (${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(names = "--broker-port", description = "Kafka's port (${DEFAULT-VALUE}).")
  private int brokerPort = 9092;

  @Option(names = "--registry-port", description = "The schema registry's (${DEFAULT-VALUE}).")
  private int registryPort = 8081;

  @Option(names = "--config", paramLabel = "FILE", description = "Properties file.")
  private Optional<Path> file = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    long begun = System.nanoTime();
    Map<String, String> options = new HashMap<>();
    host.ifPresent(address -> options.put("http.host", address));
    ServiceConfig settings = ServiceConfig.load(file, System.getenv(), options);
    House house = House.open(settings, data, new House.Ports(port, brokerPort, registryPort));
    Runtime.getRuntime().addShutdownHook(new Thread(house::close, "down"));
    if (!house.awaitReady(PATIENCE)) {
      throw new CodedException("FT-1703", "not ready after " + PATIENCE + ": " + house.unready());
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    spec.commandLine()
        .getOut()
        .printf(
            """
            Foretide is up after %.1f s, data in %s
              Kafka             %s
              schema registry   %s
              HTTP              %s
            Push a file:  foretide push sales.csv   (or kcat -P -b %s -t csv.uploads sales.csv)
            Stop with Ctrl-C.
            """,
            seconds,
            data.toAbsolutePath(),
            house.bootstrapServers(),
            house.schemaRegistryUrl(),
            house.url(),
            house.bootstrapServers());
    spec.commandLine().getOut().flush();
    // Until the process is asked to end; the hook then closes the house.
    new CountDownLatch(1).await();
    return 0;
  }
}
