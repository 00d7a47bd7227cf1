package io.foretide.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.runtime.uploads.Uploader.Label;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.foretide.standalone.client.RestClient;
import io.foretide.standalone.house.House;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Real prices through everything: the twelve symbols and bitcoin by the hour are pushed as CSV, the
 * first upload defines the model, and each kind is trained and judged. Prints every version's
 * scores and what the trainer decided.
 *
 * <p>Arguments: {@code daily} or {@code hourly}, then kinds with settings if wanted, as {@link
 * MarketBenchmark} takes them.
 */
public final class MarketPipelineBenchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final List<String> SHOWN =
      List.of("skill", "skill.low", "skill.high", "direction", "majority", "coverage95");

  private final RestClient rest;
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

  private MarketPipelineBenchmark(RestClient rest) {
    this.rest = rest;
  }

  public static void main(String[] args) throws Exception {
    boolean hourly = args[0].equals("hourly");
    String dataset = hourly ? "bitcoin" : "market";
    Path data = Files.createTempDirectory("foretide-market");
    try (House house = House.open(ServiceConfig.of(Map.of()), data, new House.Ports(0, 0, 0))) {
      if (!house.awaitReady(Duration.ofMinutes(4))) {
        throw new IllegalStateException("not ready: " + house.unready());
      }
      ServiceConfig config = house.config();
      try (Wire wire = config.wire();
          Uploader uploader = new Uploader(config, wire);
          TopicFollower follower = new TopicFollower("market-benchmark", config, wire)) {
        var benchmark = new MarketPipelineBenchmark(new RestClient(house.url()));
        follower.follow(Topics.MODEL_EVENTS, r -> benchmark.note(r.value())).start();
        follower.awaitCaughtUp(Duration.ofSeconds(60));
        push(uploader, hourly ? "data/btcusdt_1h" : "data/ohlcv_daily", dataset);
        benchmark.print();
        for (String one : Arrays.copyOfRange(args, 1, args.length)) {
          benchmark.train(dataset, one.split(":", 2));
          benchmark.print();
        }
      }
    }
  }

  private static void push(Uploader uploader, String folder, String dataset)
      throws IOException, InterruptedException {
    try (InputStream file = Files.newInputStream(MarketData.file(folder))) {
      uploader.upload(Label.of("bars.csv", Optional.of(dataset), "benchmark"), file);
    }
  }

  private void note(ModelEvent event) {
    events.add(event.getEvent());
  }

  private void train(String model, String[] kind) throws InterruptedException {
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("model", model).put("kind", kind[0]);
    ObjectNode settings = request.putObject("settings");
    Arrays.stream(kind.length > 1 ? kind[1].split(";") : new String[0])
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    JsonNode run = rest.post("/models/train", request);
    System.out.println(kind[0] + " as " + run.path("run").asText());
  }

  /** Every event up to the next decision. */
  private void print() throws InterruptedException {
    while (true) {
      Object event = events.poll(PATIENCE.toMinutes(), TimeUnit.MINUTES);
      if (event == null) {
        throw new IllegalStateException("no decision within " + PATIENCE);
      }
      if (event instanceof ModelDefined defined) {
        System.out.printf(
            "defined: task %s, %d steps of %s, kind %s, %d cutoffs%n",
            defined.getTask(),
            defined.getHorizon(),
            defined.getStep(),
            defined.getKind(),
            defined.getBacktestCutoffs());
      } else if (event instanceof VersionPublished version) {
        System.out.printf(
            "  version %d, %s, %d series:",
            version.getVersion(), version.getKind(), version.getProvenance().getSeries());
        Map<String, Double> metrics = version.getScorecard().getMetrics();
        SHOWN.forEach(
            name ->
                System.out.printf(
                    Locale.ROOT, " %s %.4f", name, metrics.getOrDefault(name, Double.NaN)));
        System.out.println();
      } else if (event instanceof AliasMoved moved) {
        System.out.println("  " + moved.getAlias() + ": " + moved.getWhy());
        return;
      }
    }
  }
}
