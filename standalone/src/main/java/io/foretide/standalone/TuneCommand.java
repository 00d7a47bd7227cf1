package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.runtime.CodedException;
import io.foretide.standalone.client.RestClient;
import io.foretide.standalone.tuning.Grid;
import io.foretide.standalone.tuning.Search;
import io.foretide.standalone.tuning.SettingNames;
import io.foretide.standalone.tuning.Trials;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    description = {
      "Searches for the best settings of a kind.",
      "Each trial is a training request: all trainers share them, and none makes a version."
    },
    footer = {
      "",
      "foretide tune --model sales --kind lstm --grid lr=1e-3,1e-4 --grid units=25,50,100"
    })
final class TuneCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS");

  /** How the combinations of the grid are gone through. */
  enum Strategy {
    GRID,
    HALVING
  }

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(names = "--model", description = "Model, such as sales.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--kind", description = "Kind to tune; without it, the model's own.")
  private Optional<String> kind = Optional.empty();

  @Option(
      names = "--grid",
      paramLabel = "NAME=V1,V2",
      description = "Values to try of a setting; every combination is a trial. lr is learningRate.")
  private List<String> grid = List.of();

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of all trials.")
  private Map<String, String> settings = Map.of();

  @Option(
      names = "--scope",
      paramLabel = "COLUMN=VALUE",
      description = "Only series with this identity or attribute.")
  private Map<String, String> scope = Map.of();

  @Option(names = "--seed", description = "Seed of all trials, and of the draw (${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(
      names = "--search",
      description = "grid tries all; halving begins with little effort and drops the worse half.")
  private Strategy strategy = Strategy.GRID;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "The search may cost as much as N trainings; a grid draws N combinations.")
  private Optional<Integer> budget = Optional.empty();

  @Option(
      names = "--effort",
      paramLabel = "NAME",
      description = "Setting that halving gives out: epochs or rounds, where the kind has them.")
  private Optional<String> effort = Optional.empty();

  @Option(
      names = "--train-best",
      description = "Then train with the best settings; promotion is up to the model's policy.")
  private boolean trainBest;

  @Option(names = "--show", paramLabel = "SEARCH", description = "Only show a search of before.")
  private Optional<String> show = Optional.empty();

  @Option(names = "--json", description = "The trials as JSON, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    RestClient rest = connection.rest();
    if (show.isPresent()) {
      return print(rest.get("/searches/" + RestClient.segment(show.get())), Optional.empty());
    }
    String asked =
        model.orElseThrow(
            () -> new CodedException("FT-1711", "say which model to tune: --model sales"));
    JsonNode definition =
        rest.get("/models/" + RestClient.segment(asked) + "/overview").path("definition");
    String tuned = kind.orElseGet(() -> definition.path("kind").asText());
    SettingNames names = new SettingNames(rest.get("/kinds/" + RestClient.segment(tuned)));
    Map<String, String> fixed = new HashMap<>();
    settings.forEach((name, value) -> fixed.put(names.full(name), value));
    Grid values = Grid.of(grid, names);
    String id = tuned + "-" + LocalDateTime.now(ZoneOffset.UTC).format(STAMP);
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", asked)
            .put("kind", tuned)
            .put("seed", seed)
            .put("who", Who.runs());
    scope.forEach(request.putObject("scope")::put);
    Consumer<String> said = this::say;
    said.accept("search " + id + "; \"foretide tune --show " + id + "\" shows it at any time");
    Search search = new Search(rest, id, request, fixed, said);
    JsonNode ended =
        strategy == Strategy.HALVING
            ? search.halving(values, budget, effort, names)
            : search.grid(values, budget, seed);
    Optional<ObjectNode> training =
        new Trials(ended).best().map(best -> training(request, fixed, values.names(), best));
    int status = print(ended, training);
    if (training.isEmpty()) {
      throw new CodedException(
          "FT-1713", "no trial came to a good end; the table says why, --show " + id + " again");
    }
    if (trainBest) {
      String run = rest.post("/models/train", training.get()).path("run").asText();
      said.accept("training with the best settings: " + run);
    }
    return status;
  }

  /** A full training with the settings of a trial, whatever its effort was. */
  private static ObjectNode training(
      ObjectNode request, Map<String, String> fixed, Set<String> tried, JsonNode trial) {
    ObjectNode training = request.deepCopy();
    ObjectNode chosen = training.putObject("settings");
    fixed.forEach(chosen::put);
    tried.forEach(name -> chosen.put(name, trial.path("settings").path(name).asText()));
    return training.put("cause", "the best trial of a search, " + trial.path("run").asText());
  }

  private int print(JsonNode search, Optional<ObjectNode> training) {
    PrintWriter out = spec.commandLine().getOut();
    Trials trials = new Trials(search);
    if (json) {
      ObjectNode answer = search.deepCopy();
      trials.best().ifPresent(best -> answer.set("best", best));
      training.ifPresent(request -> answer.set("training", request));
      out.println(answer.toPrettyString());
    } else {
      out.print(trials);
      if (!trainBest) {
        training.ifPresent(request -> out.println("Train it:  " + command(request)));
      }
    }
    out.flush();
    return 0;
  }

  private static String command(ObjectNode training) {
    StringBuilder command = new StringBuilder("foretide train");
    command.append(" --model ").append(training.path("model").asText());
    command.append(" --kind ").append(training.path("kind").asText());
    training
        .path("settings")
        .properties()
        .forEach(
            setting ->
                command
                    .append(" --set ")
                    .append(setting.getKey())
                    .append('=')
                    .append(setting.getValue().asText()));
    return command.append(" --seed ").append(training.path("seed").asText()).toString();
  }

  private void say(String line) {
    if (!json) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }
}
