package io.foretide.benchmarks;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Many who watch one run over server-sent events, and what that costs the trainer: the time that
 * the log takes to acknowledge a progress event, and how many it acknowledges per second.
 */
final class RunWatchers implements AutoCloseable {
  /** A trainer reports every second or every epoch: twenty a second is a fast one. */
  private static final long PACE_NANOS = 50_000_000;

  private static final int EVENTS = 200;

  private final Wire wire;
  private final Serializer<TrainingProgress> serializer;
  private final KafkaProducer<String, byte[]> producer;
  private final String url;

  RunWatchers(ServiceConfig config, String url) {
    this.wire = config.wire();
    this.serializer = wire.serializer(Topics.TRAINING_PROGRESS);
    this.producer =
        new KafkaProducer<>(config.producer(), new StringSerializer(), new ByteArraySerializer());
    this.url = url;
  }

  /** Alternates between no watchers and all of them, so that a busy machine slows both. */
  void measure(int watchers, int rounds)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (int round = 1; round <= rounds; round++) {
      for (int watching : List.of(0, watchers)) {
        watched("run-" + round + "-" + watching, watching);
      }
    }
  }

  private void watched(String run, int watching)
      throws InterruptedException, ExecutionException, TimeoutException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/models/training/" + run + "/events")).build();
    // An answer's head is there as soon as the server watches for it.
    List<HttpResponse<Stream<String>>> answers =
        IntStream.range(0, watching)
            .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofLines()))
            .map(CompletableFuture::join)
            .toList();
    List<CompletableFuture<Long>> seen =
        answers.stream()
            .map(
                answer ->
                    CompletableFuture.supplyAsync(
                        () -> answer.body().filter(line -> line.startsWith("data:")).count(),
                        work -> new Thread(work, "watcher").start()))
            .toList();
    double[] millis = publish(run, EVENTS);
    long published = System.nanoTime();
    long events = 0;
    for (CompletableFuture<Long> one : seen) {
      events += one.get(120, TimeUnit.SECONDS);
    }
    if (events != (long) watching * EVENTS) {
      throw new IllegalStateException("%d watchers saw %d events".formatted(watching, events));
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%3d watchers: an event acknowledged in p50 %5.2f ms  p95 %5.2f ms, %d events; the last"
            + " watcher had the end %.2f s after that%n",
        watching,
        millis[EVENTS / 2],
        millis[EVENTS * 95 / 100],
        EVENTS,
        watching == 0 ? 0 : Seconds.since(published));
  }

  /** Milliseconds from sending to acknowledgement, for each event. */
  private double[] publish(String run, int events) throws InterruptedException, ExecutionException {
    double[] millis = new double[events];
    long begun = System.nanoTime();
    for (int i = 0; i < events; i++) {
      long due = begun + i * PACE_NANOS;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long sent = System.nanoTime();
      String topic = wire.name(Topics.TRAINING_PROGRESS);
      byte[] event = serializer.serialize(topic, event(run, i, events));
      producer.send(new ProducerRecord<>(topic, run, event)).get();
      millis[i] = 1000 * Seconds.since(sent);
    }
    return millis;
  }

  private static TrainingProgress event(String run, int i, int events) {
    return TrainingProgress.newBuilder()
        .setRun(run)
        .setModel("m1")
        .setKind("lstm")
        .setStage(i + 1 == events ? TrainingStage.FAILED : TrainingStage.FIT)
        .setPercent(100.0 * i / events)
        .setMessage("epoch " + i)
        .setTrainer("benchmark")
        .setTime(Instant.now())
        .build();
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
    wire.close();
  }
}
