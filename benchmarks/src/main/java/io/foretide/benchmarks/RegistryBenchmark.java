package io.foretide.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.foretide.embedded.EmbeddedStack;
import io.foretide.registry.RegistryService;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.http.HttpSurface;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The registry with much to show: 5,000 versions of 10 models, 20,000 runs, forecasts and scores of
 * 30,000 series. Prints the time from start to ready, and the time of every list and page over
 * HTTP, with the processor time of the whole process beside it, which a busy machine changes less:
 * broker, client and compiler included. Then what it costs a trainer that many watch one of its
 * runs.
 *
 * <p>Arguments: versions (5000), runs (20000), series (30000), requests per page (100), watchers
 * (300).
 */
public final class RegistryBenchmark {
  private static final List<String> PAGES =
      List.of(
          "/models/list",
          "/models/recommend?use_case=demand-forecasting",
          "/models",
          "/models/m1/versions",
          "/models/m1/versions/1",
          "/models/m1/compare?versions=1,2,3",
          "/audit",
          "/runs",
          "/runs?status=finished&model=m3&offset=500",
          "/runs/run-0-17",
          "/runs/kinds",
          "/artifacts",
          "/artifacts/summary",
          "/forecasts?where=category=C7",
          "/forecasts/attributes",
          "/forecasts/coverage",
          "/forecasts/sales/P123");

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private RegistryBenchmark() {}

  public static void main(String[] args) throws Exception {
    int versions = argument(args, 0, 5_000);
    int runs = argument(args, 1, 20_000);
    int series = argument(args, 2, 30_000);
    int requests = argument(args, 3, 100);
    int watchers = argument(args, 4, 300);
    Path folder = Files.createTempDirectory("foretide-registry");
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      ServiceConfig config =
          ServiceConfig.of(
              Map.of(
                  "bootstrap.servers", stack.bootstrapServers(),
                  "schema.registry.url", stack.schemaRegistryUrl(),
                  "data.dir", folder.toString()));
      config.prepareTopics();
      try (RegistryScene scene = new RegistryScene(config)) {
        scene.kinds(List.of("naive", "theta", "ets", "lightgbm", "lstm", "tcn"));
        scene.versions(versions);
        scene.runs(runs);
        scene.series(series);
      }
      measure(config, requests, watchers);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private static int argument(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  private static void measure(ServiceConfig config, int requests, int watchers) throws Exception {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    long begun = System.nanoTime();
    try (RegistryService registry = new RegistryService(config, metrics, Clock.systemUTC())) {
      registry.start();
      while (!registry.readiness().ready()) {
        LockSupport.parkNanos(1_000_000);
      }
      System.out.printf(Locale.ROOT, "start to ready   %6.2f s%n", Seconds.since(begun));
      try (HttpSurface http = HttpSurface.start("127.0.0.1", 0, List.of(registry), metrics)) {
        HttpClient client = HttpClient.newHttpClient();
        for (String page : PAGES) {
          time(client, "http://127.0.0.1:" + http.port() + page, page, requests);
        }
        try (RunWatchers runs = new RunWatchers(config, "http://127.0.0.1:" + http.port())) {
          runs.measure(watchers, 3);
        }
      }
    }
  }

  private static void time(HttpClient client, String url, String page, int requests)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    double[] millis = new double[requests];
    long processor = PROCESS.getProcessCpuTime();
    int bytes = 0;
    for (int i = 0; i < requests; i++) {
      long begun = System.nanoTime();
      var answer = client.send(request, BodyHandlers.ofByteArray());
      millis[i] = 1000 * Seconds.since(begun);
      bytes = answer.body().length;
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            page + ": " + new String(answer.body(), StandardCharsets.UTF_8));
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-46s p50 %7.1f ms  p95 %7.1f ms  processor %6.1f ms  %8d bytes%n",
        page,
        millis[requests / 2],
        millis[(int) (requests * 0.95)],
        (PROCESS.getProcessCpuTime() - processor) / 1e6 / requests,
        bytes);
  }
}
