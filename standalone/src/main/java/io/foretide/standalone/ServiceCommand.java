package io.foretide.standalone;

import io.foretide.forecaster.ForecasterService;
import io.foretide.ingest.IngestService;
import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.neural.NeuralKinds;
import io.foretide.registry.RegistryService;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.standalone.house.Host;
import io.foretide.trainer.TrainerService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One service alone, against the broker and the schema registry that its configuration names. */
@Command(mixinStandardHelpOptions = true)
final class ServiceCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServiceCommand.class);

  @Mixin private Connection connection;

  private final BiFunction<ServiceConfig, MeterRegistry, Service> maker;

  private ServiceCommand(BiFunction<ServiceConfig, MeterRegistry, Service> maker) {
    this.maker = maker;
  }

  static void addTo(CommandLine foretide) {
    Clock clock = Clock.systemUTC();
    add(
        foretide,
        "ingest",
        "Merges uploads into series.",
        (config, metrics) -> new IngestService(config, metrics));
    add(
        foretide,
        "trainer",
        "Trains models as they are asked for.",
        (config, metrics) ->
            new TrainerService(config, ModelCatalogue.of(NeuralKinds.all()).all(), metrics, clock));
    add(
        foretide,
        "forecaster",
        "Serves the promoted versions and publishes their forecasts.",
        (config, metrics) -> new ForecasterService(config, metrics, clock));
    add(
        foretide,
        "registry",
        "Answers for models, runs and uploads over HTTP.",
        (config, metrics) -> new RegistryService(config, metrics, clock));
  }

  private static void add(
      CommandLine foretide,
      String name,
      String description,
      BiFunction<ServiceConfig, MeterRegistry, Service> maker) {
    CommandLine service = new CommandLine(new ServiceCommand(maker));
    service.getCommandSpec().usageMessage().description("Runs one service alone. " + description);
    foretide.addSubcommand(name, service);
  }

  @Override
  public Integer call() throws InterruptedException {
    ServiceConfig config = connection.config();
    Neighbours.awaitTopics(config);
    Host host = Host.start(config, List.of(metrics -> maker.apply(config, metrics)));
    Runtime.getRuntime().addShutdownHook(new Thread(host::close, "down"));
    log.info("http on port {}, settings {}", host.port(), config);
    // Until the process is asked to end; the hook then closes the service.
    new CountDownLatch(1).await();
    return 0;
  }
}
