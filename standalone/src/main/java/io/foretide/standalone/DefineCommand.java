package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.standalone.client.RestClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "define",
    mixinStandardHelpOptions = true,
    description =
        "Says what a model forecasts. What is left out stays as it is; a new model needs --dataset,"
            + " --step and --horizon.")
final class DefineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Its name.")
  private String model = "";

  @Option(names = "--dataset", description = "Data set of the series.")
  private Optional<String> dataset = Optional.empty();

  @Option(names = "--step", description = "ISO 8601 duration, such as P1D.")
  private Optional<String> step = Optional.empty();

  @Option(names = "--horizon", description = "Steps ahead.")
  private Optional<Integer> horizon = Optional.empty();

  @Option(
      names = "--task",
      description = "Of bars: price, return, volatility or direction; judged against the walk.")
  private Optional<String> task = Optional.empty();

  @Option(names = "--kind", description = "Kind that is trained unless another is asked for.")
  private Optional<String> kind = Optional.empty();

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of that kind.")
  private Map<String, String> settings = Map.of();

  @Option(
      names = "--scope",
      paramLabel = "COLUMN=VALUE",
      description = "Only series with this identity or attribute.")
  private Map<String, String> scope = Map.of();

  @Option(names = "--cutoffs", description = "Rolling cutoffs of the backtest.")
  private Optional<Integer> cutoffs = Optional.empty();

  @Option(names = "--promotion", description = "better, always or manual.")
  private Optional<String> promotion = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("who", Who.runs());
    dataset.ifPresent(value -> body.put("dataset", value));
    step.ifPresent(value -> body.put("step", value));
    horizon.ifPresent(value -> body.put("horizon", value));
    task.ifPresent(value -> body.put("task", value));
    kind.ifPresent(value -> body.put("kind", value));
    cutoffs.ifPresent(value -> body.put("cutoffs", value));
    promotion.ifPresent(value -> body.put("promotion", value));
    if (!settings.isEmpty()) {
      settings.forEach(body.putObject("settings")::put);
    }
    if (!scope.isEmpty()) {
      scope.forEach(body.putObject("scope")::put);
    }
    String path = "/models/" + RestClient.segment(model) + "/define";
    JsonNode defined = connection.rest().post(path, body);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %d steps of %s of data set %s%s, kind %s%n",
            model,
            defined.path("horizon").asInt(),
            defined.path("step").asText(),
            defined.path("dataset").asText(),
            defined.path("task").asText().isEmpty() ? "" : ", " + defined.path("task").asText(),
            defined.path("kind").asText());
    return 0;
  }
}
