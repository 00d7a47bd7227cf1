package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.standalone.client.RestClient;
import io.foretide.standalone.view.ProgressBars;
import io.foretide.standalone.view.Terminal;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Asks for a training run; a trainer that is free takes it.")
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(names = "--model", required = true, description = "Model, such as sales.")
  private String model = "";

  @Option(names = "--kind", description = "Kind to train; without it, the model's own.")
  private Optional<String> kind = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the kind; \"foretide kinds KIND\" lists them.")
  private Map<String, String> settings = Map.of();

  @Option(
      names = "--scope",
      paramLabel = "COLUMN=VALUE",
      description = "Only series with this identity or attribute.")
  private Map<String, String> scope = Map.of();

  @Option(names = "--seed", description = "Seed of everything random (42).")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--follow", description = "Show the run until it ends; fails if it does.")
  private boolean follow;

  @Override
  public Integer call() throws InterruptedException {
    RestClient rest = connection.rest();
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", model);
    kind.ifPresent(id -> request.put("kind", id));
    settings.forEach(request.putObject("settings")::put);
    scope.forEach(request.putObject("scope")::put);
    seed.ifPresent(value -> request.put("seed", value));
    request.put("who", Who.runs());
    String run = rest.post("/models/train", request).path("run").asText();
    PrintWriter out = spec.commandLine().getOut();
    out.println(run);
    out.flush();
    return follow ? follow(rest, run, out) : 0;
  }

  /** Shows a run until it ends; 1 if it did not end well. */
  static int follow(RestClient rest, String run, PrintWriter out) throws InterruptedException {
    ProgressBars bars = new ProgressBars(Terminal.of(out));
    JsonNode last =
        rest.follow(
            "/models/training/" + RestClient.segment(run) + "/events",
            progress -> {
              bars.show(progress);
              return ProgressBars.ended(progress);
            });
    return last.path("stage").asText().equals("FINISHED") ? 0 : 1;
  }
}
