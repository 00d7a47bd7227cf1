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
import java.util.stream.StreamSupport;
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
  private static final List<String> COLUMNS =
      List.of("version", "kind", "MASE", "naive MASE", "coverage95", "windows", "alias", "run");
  private static final List<String> MARKET_COLUMNS =
      List.of(
          "version",
          "kind",
          "skill %",
          "95 % of it",
          "beats the walk",
          "direction %",
          "larger side %",
          "coverage95",
          "windows",
          "alias",
          "run");

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
    boolean market =
        StreamSupport.stream(versions.path("items").spliterator(), false)
            .anyMatch(v -> v.path("scorecard").path("beatsWalk").isBoolean());
    Table table = new Table((market ? MARKET_COLUMNS : COLUMNS).toArray(String[]::new));
    for (JsonNode v : versions.path("items")) {
      JsonNode card = v.path("scorecard");
      List<String> row =
          new ArrayList<>(List.of(v.path("version").asText(), v.path("kind").asText()));
      row.addAll(market ? marketScores(card) : scores(card));
      row.add(number(card.path("metrics").path("coverage95")));
      row.add(card.path("windows").asText());
      row.add(aliases(v));
      row.add(v.path("run").asText());
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private static List<String> scores(JsonNode card) {
    return List.of(
        number(card.path("metrics").path("MASE")), number(card.path("baseline").path("MASE")));
  }

  private static List<String> marketScores(JsonNode card) {
    JsonNode metrics = card.path("metrics");
    return List.of(
        percent(metrics.path("skill")),
        percent(metrics.path("skill.low")) + " to " + percent(metrics.path("skill.high")),
        card.path("beatsWalk").asBoolean() ? "surely" : "not surely",
        number(metrics.path("direction")),
        number(metrics.path("majority")));
  }

  private static String percent(JsonNode share) {
    return share.isNumber() ? String.format(Locale.ROOT, "%.2f", 100 * share.asDouble()) : "-";
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
