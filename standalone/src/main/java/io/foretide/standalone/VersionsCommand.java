package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.standalone.client.RestClient;
import io.foretide.standalone.view.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of a model, or the models.")
final class VersionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "Without it, all models.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--json", description = "As the REST API answers.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    RestClient rest = connection.rest();
    PrintWriter out = spec.commandLine().getOut();
    if (model.isEmpty()) {
      JsonNode models = rest.get("/models?limit=1000");
      out.print(json ? models.toPrettyString() + System.lineSeparator() : models(models));
      return 0;
    }
    String path = "/models/" + RestClient.segment(model.get());
    JsonNode versions = rest.get(path + "/versions?limit=1000");
    out.print(json ? versions.toPrettyString() + System.lineSeparator() : versions(versions));
    return 0;
  }

  private static Table models(JsonNode models) {
    Table table = new Table("model", "data set", "step", "horizon", "kind", "versions", "aliases");
    for (JsonNode m : models.path("items")) {
      JsonNode d = m.path("definition");
      table.row(
          m.path("model").asText(),
          d.path("dataset").asText(),
          d.path("step").asText(),
          d.path("horizon").asText(),
          d.path("kind").asText(),
          m.path("versions").asText(),
          m.path("aliases").toString());
    }
    return table;
  }

  private static Table versions(JsonNode versions) {
    Table table =
        new Table("version", "kind", "MASE", "naive MASE", "coverage95", "windows", "alias", "run");
    for (JsonNode v : versions.path("items")) {
      JsonNode card = v.path("scorecard");
      table.row(
          v.path("version").asText(),
          v.path("kind").asText(),
          number(card.path("metrics").path("MASE")),
          number(card.path("baseline").path("MASE")),
          number(card.path("metrics").path("coverage95")),
          card.path("windows").asText(),
          aliases(v),
          v.path("run").asText());
    }
    return table;
  }

  private static String aliases(JsonNode version) {
    List<String> names = new ArrayList<>();
    version.path("aliases").forEach(alias -> names.add(alias.asText()));
    return String.join(", ", names);
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "-";
  }
}
