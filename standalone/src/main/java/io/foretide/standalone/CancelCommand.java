package io.foretide.standalone;

import io.foretide.standalone.client.RestClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Stops a training run within a second.")
final class CancelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(paramLabel = "RUN", description = "Id of the run: run-0-17.")
  private String run = "";

  @Option(names = "--why", description = "For the record.")
  private String why = "cancelled by hand";

  @Override
  public Integer call() throws InterruptedException {
    String query = RestClient.query(Map.of("who", Who.runs(), "why", why));
    connection.rest().delete("/models/training/" + RestClient.segment(run) + query);
    spec.commandLine().getOut().println("asked to cancel " + run);
    return 0;
  }
}
