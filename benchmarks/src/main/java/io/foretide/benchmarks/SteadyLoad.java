package io.foretide.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Forecast requests at a fixed rate, whether answers come or not (an open loop): a stall makes
 * every request that was due meanwhile late, and latency counts from when each was due.
 */
final class SteadyLoad implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVERY_ALL = 10;

  /**
   * One request.
   *
   * @param product asked for; -1 for the sum of all
   * @param version that was named; 0 where the request failed
   * @param mean of the first step
   */
  record Answer(long dueNanos, long nanos, int product, int status, int version, double mean) {}

  private final URI uri;
  private final long intervalNanos;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lastVersion = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "steady-load");
  private volatile boolean stop;

  SteadyLoad(int port, int perSecond) {
    this.uri = URI.create("http://127.0.0.1:" + port + "/forecast");
    this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  void start() {
    thread.start();
  }

  /** Named by the newest answer. */
  int lastVersion() {
    return lastVersion.get();
  }

  Queue<Answer> answers() {
    return answers;
  }

  private void run() {
    long begin = System.nanoTime();
    for (int i = 0; !stop; i++) {
      long due = begin + i * intervalNanos;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int product = i % EVERY_ALL == 0 ? -1 : i % SwapScene.PRODUCTS;
      underWay.incrementAndGet();
      client
          .sendAsync(request(product), HttpResponse.BodyHandlers.ofByteArray())
          .whenComplete((response, failure) -> done(due, product, response));
    }
    while (underWay.get() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
    stopped.countDown();
  }

  private HttpRequest request(int product) {
    String filter = product < 0 ? "" : ",\"product_id\":\"" + SwapScene.product(product) + "\"";
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(10))
        .POST(HttpRequest.BodyPublishers.ofString("{\"days\":28" + filter + "}"))
        .build();
  }

  private void done(long due, int product, HttpResponse<byte[]> response) {
    long nanos = System.nanoTime() - due;
    int status = response == null ? 0 : response.statusCode();
    int version = 0;
    double mean = Double.NaN;
    if (status == 200) {
      try {
        JsonNode body = JSON.readTree(response.body());
        version = body.path("version").asInt();
        mean = body.path("mean").path(0).asDouble(Double.NaN);
        lastVersion.set(version);
      } catch (IOException e) {
        status = -1;
      }
    }
    answers.add(new Answer(due, nanos, product, status, version, mean));
    underWay.decrementAndGet();
  }

  @Override
  public void close() throws InterruptedException {
    stop = true;
    stopped.await();
  }
}
