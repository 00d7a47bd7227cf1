package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.schemas.TrainingStage;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sign of life falls between events, never into one, however many there are of both. */
class SignsOfLifeTest {
  private static final int EVENTS = 500;

  @RegisterExtension
  private final Registry registry = Registry.each(Map.of("events.keepalive.ms", "1"));

  @Test
  void everyWatcherSeesEveryEventWholeAmongSignsOfLife() {
    registry.told().progress("run-0-1", TrainingStage.STARTED);
    await().until(() -> registry.get("/runs").path("total").asInt() == 1);
    List<CompletableFuture<HttpResponse<Stream<String>>>> watchers =
        IntStream.range(0, 20).mapToObj(i -> watch()).toList();
    for (int event = 0; event < EVENTS; event++) {
      registry.told().progress("run-0-1", TrainingStage.FIT);
    }
    registry.told().progress("run-0-1", TrainingStage.FINISHED);
    for (CompletableFuture<HttpResponse<Stream<String>>> watcher : watchers) {
      List<String> lines = watcher.orTimeout(60, TimeUnit.SECONDS).join().body().toList();
      assertThat(lines).contains(": still there");
      assertThat(lines.stream().filter(line -> line.startsWith("id: ")))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(0, EVENTS + 1).mapToObj(id -> "id: " + id).toList());
      assertThat(lines).allMatch(line -> line.matches("|(event|id|data): .*|: .*"));
    }
  }

  private CompletableFuture<HttpResponse<Stream<String>>> watch() {
    return registry
        .client()
        .sendAsync(
            registry.request("/models/training/run-0-1/events").GET().build(),
            BodyHandlers.ofLines());
  }
}
