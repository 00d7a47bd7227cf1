package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.standalone.client.RestClient;
import io.foretide.standalone.view.Table;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "kinds",
    mixinStandardHelpOptions = true,
    description = "Lists the kinds that can be trained, or shows one's card and settings.")
final class KindsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(arity = "0..1", paramLabel = "KIND", description = "Without it, all kinds.")
  private Optional<String> kind = Optional.empty();

  @Option(names = "--json", description = "As the REST API answers.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    JsonNode answer =
        connection
            .rest()
            .get(kind.map(k -> "/kinds/" + RestClient.segment(k)).orElse("/kinds?limit=1000"));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else if (kind.isPresent()) {
      card(out, answer);
    } else {
      list(out, answer);
    }
    return 0;
  }

  private static void list(PrintWriter out, JsonNode kinds) {
    Table table = new Table("kind", "category", "best for");
    for (JsonNode k : kinds.path("items")) {
      table.row(k.path("id").asText(), k.path("category").asText(), k.path("bestFor").asText());
    }
    out.print(table);
  }

  private static void card(PrintWriter out, JsonNode k) {
    out.printf(
        "%s: %s, %s%n%n%s%n%n",
        k.path("id").asText(),
        k.path("name").asText(),
        k.path("category").asText(),
        k.path("description").asText());
    k.path("strengths").forEach(s -> out.println("  + " + s.asText()));
    k.path("weaknesses").forEach(w -> out.println("  - " + w.asText()));
    out.printf("%nBest for: %s%n", k.path("bestFor").asText());
    out.printf("Needs:    %s%n", k.path("dataNeeds").asText());
    out.printf("Paper:    %s%n%n", k.path("paper").asText());
    Table settings = new Table("--set", "type", "default", "range", "meaning");
    for (JsonNode s : k.path("settings")) {
      settings.row(
          s.path("name").asText(),
          s.path("type").asText(),
          s.path("defaultValue").asText(),
          range(s),
          s.path("help").asText());
    }
    out.print(settings);
  }

  private static String range(JsonNode setting) {
    if (!setting.path("choices").isEmpty()) {
      return setting.path("choices").toString();
    }
    if (!setting.hasNonNull("min") && !setting.hasNonNull("max")) {
      return "";
    }
    return bound(setting.path("min")) + ".." + bound(setting.path("max"));
  }

  private static String bound(JsonNode value) {
    double number = value.asDouble();
    boolean whole = value.isNumber() && number == Math.rint(number) && Math.abs(number) < 1e15;
    return value.isNumber() ? whole ? Long.toString((long) number) : value.asText() : "";
  }
}
