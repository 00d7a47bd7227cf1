package io.foretide.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.comparison.Contender;
import io.foretide.models.comparison.Course;
import io.foretide.models.comparison.Row;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Step;
import io.foretide.neural.NeuralKinds;
import io.foretide.runtime.CodedException;
import io.foretide.standalone.benchmark.Aside;
import io.foretide.standalone.benchmark.Contenders;
import io.foretide.standalone.benchmark.DataFile;
import io.foretide.standalone.benchmark.Report;
import io.foretide.standalone.client.RestClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Compares kinds on a CSV file: what they cost and how well they forecast.",
      "Needs no broker, unless the table is to be published. Every measurement has a process of its own, one after the other."
    },
    footer = {
      "",
      "foretide benchmark --data sales.csv --kinds theta,lightgbm:rounds=100,tcn --seeds 3",
      "foretide benchmark --data sales.csv --publish"
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(names = "--data", required = true, paramLabel = "FILE", description = "CSV file.")
  private Path data = Path.of("");

  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "KIND",
      description = "Kinds, each with settings if wanted: KIND:NAME=VALUE;NAME=VALUE. All without.")
  private List<String> kinds = List.of();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "One kind more, whose settings may hold commas: blend:kinds=theta,ets.")
  private List<String> more = List.of();

  @Option(
      names = "--variants",
      split = ",",
      paramLabel = "NAME",
      description = "Variants that every kind enters with, where it has them: default,deep.")
  private List<String> variants = List.of();

  @Option(names = "--seeds", paramLabel = "N", description = "How many seeds (${DEFAULT-VALUE}).")
  private int seeds = 1;

  @Option(
      names = "--step",
      description = "Step of the series, such as P1D; without it, the file's.")
  private Optional<String> step = Optional.empty();

  @Option(names = "--horizon", paramLabel = "N", description = "Steps ahead; 28 for days.")
  private Optional<Integer> horizon = Optional.empty();

  @Option(
      names = "--cutoffs",
      paramLabel = "N",
      description = "Rolling cutoffs (${DEFAULT-VALUE}).")
  private int cutoffs = 5;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "The table goes to PATH.csv and PATH.json (${DEFAULT-VALUE}).")
  private Path to = Path.of("benchmark");

  @Option(
      names = "--publish",
      description = "Puts the first row of each kind on its card in the catalogue of --url.")
  private boolean publish;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** The seed of the one measurement that a process of its own is started for. */
  @Option(names = "--alone", hidden = true)
  private Optional<Long> alone = Optional.empty();

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelCatalogue catalogue = ModelCatalogue.of(NeuralKinds.all());
    List<String> asked = Stream.concat(kinds.stream(), more.stream()).toList();
    if (asked.isEmpty()) {
      asked = catalogue.all().stream().map(kind -> kind.card().id()).toList();
    }
    List<Contender> contenders = new Contenders(catalogue).of(asked, variants);
    Course course = course();
    if (alone.isPresent()) {
      out.println(Aside.here(contenders.get(0), course, alone.get()));
      return 0;
    }
    if (!json) {
      out.println(about(course));
      out.flush();
    }
    List<Row> rows = new ArrayList<>();
    for (Contender contender : contenders) {
      rows.add(measure(contender, course));
      if (!json) {
        out.println(Report.line(rows.get(rows.size() - 1)));
        out.flush();
      }
    }
    Report report = new Report(rows);
    ObjectNode saved = report.json();
    saved.put("about", about(course)).put("file", data.getFileName().toString());
    Path csv = Path.of(to + ".csv");
    Files.writeString(csv, report.csv());
    Files.writeString(Path.of(to + ".json"), saved.toPrettyString() + System.lineSeparator());
    out.print(json ? saved.toPrettyString() + System.lineSeparator() : "\n" + report);
    if (!json) {
      out.println("saved as " + csv + " and " + to + ".json");
    }
    if (publish) {
      List<String> told = publish(contenders, saved);
      if (!json) {
        out.println("on their cards in the catalogue: " + told);
      }
    }
    return rows.stream().allMatch(row -> row.failure().isPresent()) ? 1 : 0;
  }

  /** Of a kind that entered more than once, the first that could be measured. */
  private List<String> publish(List<Contender> contenders, ObjectNode saved)
      throws InterruptedException {
    RestClient rest = connection.rest();
    Set<String> told = new LinkedHashSet<>();
    for (int i = 0; i < contenders.size(); i++) {
      String kind = contenders.get(i).kind().card().id();
      JsonNode means = saved.path("rows").path(i).path("mean");
      if (!means.isEmpty() && told.add(kind)) {
        ObjectNode body =
            JsonNodeFactory.instance
                .objectNode()
                .put("contender", contenders.get(i).label())
                .put("data", saved.path("file").asText())
                .put("about", saved.path("about").asText())
                .put("seeds", seeds)
                .put("who", Who.runs());
        body.set("values", means);
        rest.post("/kinds/" + RestClient.segment(kind) + "/benchmark", body);
      }
    }
    return List.copyOf(told);
  }

  private Row measure(Contender contender, Course course) throws InterruptedException {
    Row row = Row.of(contender.label(), List.of());
    for (int seed = 1; seed <= seeds && row.failure().isEmpty(); seed++) {
      row =
          row.and(
              Aside.elsewhere(
                  contender.label(), Foretide.class.getName(), arguments(contender, course, seed)));
    }
    return row;
  }

  private Course course() {
    Dataset series = DataFile.read(data, step.map(Step::parse));
    try {
      return Course.of(series, horizon.orElseGet(() -> Horizon.usual(series.step())), cutoffs);
    } catch (IllegalArgumentException e) {
      throw new CodedException(
          "FT-1714", data + ": " + e.getMessage() + "; take a shorter --horizon", e);
    }
  }

  private static String about(Course course) {
    return "%s series at step %s, %d steps ahead from %d cutoffs, the last %s; %d processors"
        .formatted(
            course.data().series().size(),
            course.data().step(),
            course.horizon(),
            course.cutoffs().size(),
            course.cutoffs().get(course.cutoffs().size() - 1),
            Runtime.getRuntime().availableProcessors());
  }

  private List<String> arguments(Contender contender, Course course, int seed) {
    return List.of(
        "benchmark",
        "--alone",
        Integer.toString(seed),
        "--data",
        data.toString(),
        "--kind",
        contender.label(),
        "--step",
        course.data().step().toString(),
        "--horizon",
        Integer.toString(course.horizon()),
        "--cutoffs",
        Integer.toString(cutoffs));
  }
}
