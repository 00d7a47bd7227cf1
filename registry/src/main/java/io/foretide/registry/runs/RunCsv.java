package io.foretide.registry.runs;

import io.foretide.registry.log.Csv;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Runs as a table: one line each, a column for every score that any of them has. */
final class RunCsv {
  private static final List<String> HEAD =
      List.of(
          "run",
          "model",
          "kind",
          "status",
          "trigger",
          "cause",
          "requested_by",
          "requested_at",
          "started_at",
          "ended_at",
          "seconds",
          "settings",
          "seed",
          "version",
          "code",
          "message",
          "dataset",
          "digest",
          "series",
          "observations",
          "first_time",
          "cutoff",
          "horizon",
          "windows");

  private RunCsv() {}

  static void write(List<RunView> runs, Writer out) throws IOException {
    TreeSet<String> metrics = new TreeSet<>();
    runs.forEach(
        run -> {
          metrics.addAll(run.metrics().keySet());
          run.baseline().keySet().forEach(name -> metrics.add("baseline." + name));
        });
    List<Object> head = new ArrayList<>(HEAD);
    head.addAll(metrics);
    Csv.row(out, head);
    for (RunView run : runs) {
      List<Object> row = new ArrayList<>(row(run));
      for (String name : metrics) {
        Double score =
            name.startsWith("baseline.") && !run.metrics().containsKey(name)
                ? run.baseline().get(name.substring("baseline.".length()))
                : run.metrics().get(name);
        row.add(score == null ? "" : score);
      }
      Csv.row(out, row);
    }
  }

  private static List<Object> row(RunView run) {
    Optional<RunView.Data> data = run.data();
    return List.of(
        run.run(),
        run.model(),
        text(run.kind()),
        run.status(),
        text(run.trigger()),
        text(run.cause()),
        text(run.requestedBy()),
        text(run.requestedAt()),
        text(run.startedAt()),
        text(run.endedAt()),
        text(run.seconds()),
        pairs(run.settings()),
        text(run.seed()),
        text(run.version()),
        text(run.code()),
        run.message(),
        text(data.flatMap(RunView.Data::dataset)),
        text(data.map(RunView.Data::digest)),
        text(data.map(RunView.Data::series)),
        text(data.map(RunView.Data::observations)),
        text(data.map(RunView.Data::firstTime)),
        text(data.map(RunView.Data::cutoff)),
        text(data.map(RunView.Data::horizon)),
        text(data.map(RunView.Data::windows)));
  }

  private static Object text(Optional<?> value) {
    return value.isPresent() ? value.get() : "";
  }

  private static String pairs(Map<String, String> settings) {
    return String.join(
        " ", settings.entrySet().stream().map(s -> s.getKey() + "=" + s.getValue()).toList());
  }
}
