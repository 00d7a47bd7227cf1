package io.foretide.benchmarks;

import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.runtime.uploads.Uploader.Label;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.foretide.standalone.house.House;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * From the push of the bakery file (57,046 rows, 148 products) to a promoted version with its
 * backtest, everything in one process; then from the push of one new day to the refreshed forecast
 * of the version that is live, several times. The retrain that those days set off runs beside it,
 * as it would.
 *
 * <p>Argument: the kind to train, {@code hybrid} unless given.
 */
public final class RetrainBenchmark {
  private static final int DAYS = 9;
  private static final String PRODUCT = "TRADITIONAL BAGUETTE";

  private RetrainBenchmark() {}

  public static void main(String[] args) throws Exception {
    String kind = args.length > 0 ? args[0] : "hybrid";
    Path data = Files.createTempDirectory("foretide-retrain");
    ServiceConfig settings = ServiceConfig.of(Map.of("default.kind", kind));
    try (House house = House.open(settings, data, new House.Ports(0, 0, 0))) {
      if (!house.awaitReady(Duration.ofMinutes(2))) {
        throw new IllegalStateException("not ready: " + house.unready());
      }
      ServiceConfig config = house.config();
      try (Wire wire = config.wire();
          Uploader uploader = new Uploader(config, wire)) {
        promoted(config, wire, uploader, kind);
        refreshed(config, wire, uploader);
      }
    }
    delete(data);
  }

  private static void promoted(ServiceConfig config, Wire wire, Uploader uploader, String kind)
      throws IOException, InterruptedException {
    CompletableFuture<VersionPublished> published = new CompletableFuture<>();
    CompletableFuture<String> promoted = new CompletableFuture<>();
    CompletableFuture<Long> live = new CompletableFuture<>();
    try (TopicFollower follower = new TopicFollower("retrain-benchmark", config, wire)) {
      follower
          .follow(Topics.MODEL_EVENTS, r -> note(r.value(), published, promoted))
          .follow(Topics.FORECASTS, r -> live.complete(System.nanoTime()))
          .start();
      follower.awaitCaughtUp(Duration.ofSeconds(30));
      long began = System.nanoTime();
      try (InputStream file = Files.newInputStream(BakeryData.file())) {
        uploader.upload(Label.of("bakery.csv", Optional.empty(), "benchmark"), file);
      }
      String why = promoted.orTimeout(20, TimeUnit.MINUTES).join();
      double seconds = (System.nanoTime() - began) / 1e9;
      VersionPublished version = published.join();
      System.out.printf(
          "push to promoted %s: %.1f s (%d series, %d cutoffs, MASE %.3f, coverage %.1f %%)%n",
          kind,
          seconds,
          version.getProvenance().getSeries(),
          version.getScorecard().getCutoffs().size(),
          version.getScorecard().getMetrics().getOrDefault("MASE", Double.NaN),
          version.getScorecard().getMetrics().getOrDefault("coverage95", Double.NaN));
      System.out.println("  " + why);
      System.out.printf(
          "push to first forecast of it: %.1f s%n",
          (live.orTimeout(1, TimeUnit.MINUTES).join() - began) / 1e9);
    }
  }

  private static void note(
      ModelEvent event,
      CompletableFuture<VersionPublished> published,
      CompletableFuture<String> promoted) {
    if (event.getEvent() instanceof VersionPublished version) {
      published.complete(version);
    } else if (event.getEvent() instanceof AliasMoved moved
        && moved.getAlias().equals("champion")) {
      promoted.complete(moved.getWhy());
    }
  }

  /** One new day of every product at a time; the clock stops at a forecast that has seen it. */
  private static void refreshed(ServiceConfig config, Wire wire, Uploader uploader)
      throws IOException, InterruptedException {
    LocalDate last = LocalDate.parse("2022-09-30");
    double[] millis = new double[DAYS];
    for (int day = 1; day <= DAYS; day++) {
      LocalDate date = last.plusDays(day);
      CompletableFuture<Long> seen = new CompletableFuture<>();
      Predicate<SeriesForecast> fresh =
          forecast ->
              forecast.getIdentity().equals(List.of(PRODUCT))
                  && !forecast.getCutoff().isBefore(date.atStartOfDay(ZoneOffset.UTC).toInstant());
      try (TopicFollower follower = new TopicFollower("refresh-benchmark", config, wire)) {
        follower
            .followFromNow(
                Topics.FORECASTS,
                r -> {
                  if (r.value() != null && fresh.test(r.value())) {
                    seen.complete(System.nanoTime());
                  }
                })
            .start();
        follower.awaitCaughtUp(Duration.ofSeconds(30));
        String row =
            "unique_id,ds,y,unit_price\n" + PRODUCT + "," + date + "," + (150 + day) + ",1.3\n";
        long began = System.nanoTime();
        uploader.upload(
            Label.of("day-" + date + ".csv", Optional.empty(), "benchmark"),
            new ByteArrayInputStream(row.getBytes(StandardCharsets.UTF_8)));
        millis[day - 1] = (seen.orTimeout(2, TimeUnit.MINUTES).join() - began) / 1e6;
      }
    }
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    System.out.printf(
        "push of a day to its refreshed forecast: median %.0f ms, slowest %.0f ms of %d%n",
        sorted[DAYS / 2], sorted[DAYS - 1], DAYS);
    System.out.println(
        "  in order: " + Arrays.toString(Arrays.stream(millis).mapToLong(Math::round).toArray()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
