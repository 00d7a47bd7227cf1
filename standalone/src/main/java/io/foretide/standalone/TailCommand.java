package io.foretide.standalone;

import io.foretide.runtime.AvroJson;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.foretide.standalone.client.TopicReader;
import io.foretide.standalone.client.TopicReader.Entry;
import io.foretide.standalone.client.TopicReader.From;
import io.foretide.standalone.view.ProgressBars;
import io.foretide.standalone.view.RecordText;
import io.foretide.standalone.view.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Prints what comes on a topic, for a person or, with --json, for a program.")
final class TailCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  /** What can be watched, in the words of somebody who watches. */
  enum Watched {
    RECEIPTS(Topics.INGEST_RECEIPTS),
    REJECTS(Topics.INGEST_REJECTS),
    PROGRESS(Topics.TRAINING_PROGRESS),
    EVENTS(Topics.MODEL_EVENTS),
    DEPLOYMENTS(Topics.MODEL_DEPLOYMENTS),
    FORECASTS(Topics.FORECASTS),
    SCORES(Topics.FORECAST_SCORES);

    private final Topic<? extends SpecificRecord> topic;

    Watched(Topic<? extends SpecificRecord> topic) {
      this.topic = topic;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(paramLabel = "TOPIC", description = "One of ${COMPLETION-CANDIDATES}.")
  private Watched watched;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean json;

  @Option(names = "--from-beginning", description = "All that is there first.")
  private boolean fromBeginning;

  @Option(
      names = {"-e", "--exit-at-end"},
      description = "End when what is there has been printed.")
  private boolean exitAtEnd;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    tail(watched.topic, printer(out));
    out.flush();
    return 0;
  }

  private <V extends SpecificRecord> void tail(
      Topic<V> topic, Consumer<Entry<? extends SpecificRecord>> printer) {
    ServiceConfig config = connection.config();
    From from = fromBeginning || exitAtEnd ? From.BEGINNING : From.NOW;
    try (Wire wire = config.wire();
        TopicReader<V> reader =
            TopicReader.open(config, wire, topic, from, spec.commandLine().getErr()::println)) {
      while (!exitAtEnd || !reader.atEnd()) {
        reader.poll(POLL).forEach(printer);
        spec.commandLine().getOut().flush();
      }
    }
  }

  private Consumer<Entry<? extends SpecificRecord>> printer(PrintWriter out) {
    if (json) {
      return entry -> out.println(entry.value().map(v -> AvroJson.of(v).toString()).orElse("null"));
    }
    if (watched == Watched.PROGRESS) {
      ProgressBars bars = new ProgressBars(Terminal.of(out));
      return entry ->
          entry
              .value()
              .filter(TrainingProgress.class::isInstance)
              .ifPresent(progress -> bars.show(AvroJson.of(progress)));
    }
    return entry ->
        out.println(
            entry.value().map(RecordText::of).orElseGet(() -> entry.key() + " was removed"));
  }
}
