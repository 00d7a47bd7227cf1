package io.foretide.standalone.demo;

import io.foretide.embedded.broker.Ports;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.standalone.house.House;
import io.foretide.standalone.view.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything, walks through the loop once, and stays up. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Shows the whole loop on a sample: push, train, forecast, correct, swap.")
public final class DemoCommand implements Callable<Integer> {
  private static final Duration UP_WITHIN = Duration.ofSeconds(90);

  /** A model that is trained twice within the demo; the environment may say otherwise. */
  private static final Map<String, String> SMALL =
      Map.of(
          "FORETIDE_DEFAULT_KIND", "hybrid",
          "FORETIDE_DEFAULT_SETTINGS", "epochs=5",
          "FORETIDE_DEFAULT_CUTOFFS", "2",
          "FORETIDE_RETRAIN_DEBOUNCE_MS", "500");

  @Spec private CommandSpec spec;

  @Option(names = "--once", description = "End after the walk instead of staying up.")
  private boolean once;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "Folder of sales.csv and sales-update.csv (${DEFAULT-VALUE}).")
  private Path samples = Path.of("samples");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the data there; without it, a temporary folder is used and deleted.")
  private Optional<Path> kept = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path data = kept.isPresent() ? kept.get() : Files.createTempDirectory("foretide-demo");
    PrintWriter out = spec.commandLine().getOut();
    long begun = System.nanoTime();
    out.println("Starting broker, schema registry, ingest, trainer, forecaster and registry ...");
    out.flush();
    // The usual ports where they are free: then every example on the screen works as it stands.
    House.Ports ports = new House.Ports(Ports.freeOr(8080), Ports.freeOr(9092), Ports.freeOr(8081));
    Map<String, String> environment = new HashMap<>(SMALL);
    environment.putAll(System.getenv());
    House house =
        House.open(ServiceConfig.load(Optional.empty(), environment, Map.of()), data, ports);
    Thread down = new Thread(() -> close(house, data), "down");
    Runtime.getRuntime().addShutdownHook(down);
    if (!house.awaitReady(UP_WITHIN)) {
      throw new CodedException("FT-1703", "not ready after " + UP_WITHIN + ": " + house.unready());
    }
    try (Demo demo = new Demo(house, samples, Terminal.of(out))) {
      demo.walk(begun);
    }
    if (once) {
      return 0;
    }
    out.println("It keeps running; stop it with Ctrl-C.");
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }

  private void close(House house, Path data) {
    house.close();
    if (kept.isEmpty()) {
      try (Stream<Path> all = Files.walk(data)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        System.err.println("left behind " + data + ": " + e.getMessage());
      }
    }
  }
}
