package io.foretide.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.runtime.uploads.Uploader.Label;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.Wire;
import io.foretide.standalone.client.RestClient;
import io.foretide.standalone.house.House;
import io.foretide.standalone.view.ForecastText;
import io.foretide.standalone.view.Plot;
import io.foretide.standalone.view.RecordText;
import io.foretide.standalone.view.Table;
import io.foretide.standalone.view.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The steps that the demo shows, each told as it happens. */
final class Demo implements AutoCloseable {
  private static final String MODEL = "sales";
  private static final int DAYS = 28;
  private static final int PAST_DAYS = 56;
  private static final String SHOWN = "P001";
  private static final String NOTHING_LIVE_YET = "FT-1501";
  private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(1);

  private final House house;
  private final Path samples;
  private final PrintWriter out;
  private final RestClient rest;
  private final Wire wire;
  private final Uploader uploader;
  private final Log log;

  Demo(House house, Path samples, Terminal terminal) {
    this.house = house;
    this.samples = samples;
    this.out = terminal.out();
    this.rest = new RestClient(house.url());
    this.wire = house.config().wire();
    this.uploader = new Uploader(house.config(), wire);
    this.log = new Log(house.config(), wire, terminal);
  }

  /**
   * @param begun {@link System#nanoTime} when the house began to start
   */
  void walk(long begun) throws IOException, InterruptedException {
    say("Up after %.1f s. Other clients can attach:", (System.nanoTime() - begun) / 1e9);
    say("  Kafka %s", house.bootstrapServers());
    say("  schema registry %s", house.schemaRegistryUrl());
    say("  HTTP %s", house.url());

    heading("1. Two years of sales go in");
    push("sales.csv");

    heading("2. A model is defined and trained by itself");
    int first = train(0);
    served(first);

    heading("3. Forecasts come out, with 95 %% intervals and what to order");
    JsonNode before = forecasts();

    heading("4. Two more weeks come in, and corrections of days already there");
    push("sales-update.csv");

    heading("5. The model is trained again, compared with the champion, and swapped while serving");
    int second = train(first);
    served(second);
    JsonNode after = forecast(Map.of("product_id", SHOWN));
    say("%s before: %s", SHOWN, ForecastText.heading(before));
    say("%s now:    %s", SHOWN, ForecastText.heading(after));

    heading("Done after %.0f s. Try:", (System.nanoTime() - begun) / 1e9);
    say("  kcat -P -b %s -t csv.uploads your.csv", house.bootstrapServers());
    say("  scripts/foretide forecast --product %s --days 14 --url %s", SHOWN, house.url());
    say(
        "  scripts/foretide tail events --from-beginning --bootstrap %s --schema-registry %s",
        house.bootstrapServers(), house.schemaRegistryUrl());
  }

  @Override
  public void close() {
    log.close();
    uploader.close();
    wire.close();
  }

  private void push(String file) throws IOException, InterruptedException {
    try (InputStream content = Files.newInputStream(samples.resolve(file))) {
      String upload = uploader.upload(Label.of(file, Optional.empty(), "demo"), content);
      IngestReceipt receipt = log.receipt(upload);
      say(RecordText.of(receipt).replace("%", "%%"));
    }
  }

  /** Follows the run that comes of the upload to its version and its promotion. */
  private int train(int olderThan) {
    TrainingProgress end = log.run();
    if (end.getStage() != TrainingStage.FINISHED || end.getVersion() == null) {
      throw new IllegalStateException(
          "the run ended as " + end.getStage() + ": " + end.getMessage());
    }
    int version = end.getVersion();
    ModelEvent published =
        log.event(
            event -> event.getEvent() instanceof VersionPublished v && v.getVersion() == version);
    say(RecordText.of(published).replace("%", "%%"));
    if (olderThan == version) {
      throw new IllegalStateException("no new version came of the update");
    }
    ModelEvent moved =
        log.event(
            event -> event.getEvent() instanceof AliasMoved move && move.getToVersion() == version);
    AliasMoved move = (AliasMoved) moved.getEvent();
    say("decision: %s", move.getWhy());
    say("  on the numbers %s", numbers(move.getNumbers()));
    return version;
  }

  private void served(int version) throws InterruptedException {
    ModelDeployment deployment =
        log.deployment(
            d ->
                d.getModel().equals(MODEL)
                    && d.getVersion() == version
                    && (d.getState() == DeploymentState.SERVING
                        || d.getState() == DeploymentState.REFUSED));
    say(RecordText.of(deployment).replace("%", "%%"));
    log.forecastsOf(version);
    awaitAnswersOf(version);
  }

  /** Requests are answered from the old version until the new one has forecast every series. */
  private void awaitAnswersOf(int version) throws InterruptedException {
    long deadline = System.nanoTime() + ANSWERED_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (forecast(Map.of("product_id", SHOWN)).path("version").asInt() == version) {
          return;
        }
      } catch (CodedException e) {
        if (!e.code().equals(NOTHING_LIVE_YET)) {
          throw e;
        }
      }
      Thread.sleep(20);
    }
    throw new CodedException(
        "FT-1710", "no answer from version " + version + " within " + ANSWERED_WITHIN);
  }

  /** Table of all products and the plot of one, whose answer is returned. */
  private JsonNode forecasts() throws IOException, InterruptedException {
    Map<String, double[]> past = SampleFile.lastSales(samples.resolve("sales.csv"), PAST_DAYS);
    Table table =
        new Table(
            "sum of", "28 days", "day 1", "95 % from", "to", "reorder at", "safety stock", "order");
    for (String product : past.keySet()) {
      row(table, product, forecast(Map.of("product_id", product)));
    }
    // The interval of a sum is calibrated on backtests of sums: narrower than its parts added up.
    for (String category : List.of("bakery", "drinks", "produce")) {
      row(table, category, forecast(Map.of("category", category)));
    }
    row(table, "drinks, south", forecast(Map.of("category", "drinks", "region", "south")));
    out.print(table);
    JsonNode shown = forecast(Map.of("product_id", SHOWN));
    say("");
    say("%s", ForecastText.heading(shown));
    out.print(
        Plot.of(
            past.get(SHOWN),
            values(shown.path("mean")),
            values(shown.path("lower95")),
            values(shown.path("upper95"))));
    say("%s", ForecastText.advice(shown).strip());
    return shown;
  }

  private JsonNode forecast(Map<String, String> filters) throws InterruptedException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("days", DAYS);
    filters.forEach(request::put);
    return rest.post("/forecast", request);
  }

  private static void row(Table table, String what, JsonNode forecast) {
    JsonNode advice = forecast.path("advice");
    table.row(
        what,
        number(Arrays.stream(values(forecast.path("mean"))).sum()),
        number(forecast.path("mean").path(0).asDouble()),
        number(forecast.path("lower95").path(0).asDouble()),
        number(forecast.path("upper95").path(0).asDouble()),
        number(advice.path("reorder_point").asDouble()),
        number(advice.path("safety_stock").asDouble()),
        number(advice.path("order_quantity").asDouble()));
  }

  private static double[] values(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static String numbers(Map<String, Double> numbers) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(numbers)
        .forEach((name, value) -> text.append(name).append(' ').append(number(value)).append("  "));
    return text.toString().strip();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.0f", value);
  }

  private void heading(String format, Object... arguments) {
    say("");
    say(format, arguments);
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
