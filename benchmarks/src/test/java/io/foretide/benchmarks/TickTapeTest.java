package io.foretide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.ingest.IngestService;
import io.foretide.runtime.ServiceConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link TickBenchmark} in small, in one process; its kill is here a restart. */
class TickTapeTest {
  private static final int GRACE_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private Path folder;

  @Test
  void barsOfAHundredThousandTicksAreTheBatchsBitForBitThroughARestart()
      throws InterruptedException {
    TickTape tape = new TickTape(100_000, 10, GRACE_SECONDS, 7);
    Map<String, List<Double>> expected = tape.bars(TickScene.LENGTHS);
    assertThat(expected).hasSizeGreaterThan(150);
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      ServiceConfig config =
          ServiceConfig.of(
              Map.of(
                  "bootstrap.servers", stack.bootstrapServers(),
                  "schema.registry.url", stack.schemaRegistryUrl(),
                  "market.bars", String.join(",", TickScene.LENGTHS.keySet()),
                  "market.grace.seconds", Integer.toString(GRACE_SECONDS),
                  "data.dir", folder.toString()));
      try (TickScene scene = new TickScene(config)) {
        try (IngestService ingest = new IngestService(config, new SimpleMeterRegistry())) {
          ingest.start();
          Awaitility.await().atMost(PATIENCE).until(() -> ingest.readiness().ready());
          scene.play(tape);
          Awaitility.await().atMost(PATIENCE).until(() -> scene.progress()[0] > 0);
        }
        try (IngestService again = new IngestService(config, new SimpleMeterRegistry())) {
          again.start();
          Awaitility.await()
              .atMost(PATIENCE)
              .until(
                  () -> {
                    long[] progress = scene.progress();
                    return progress[0] == progress[1];
                  });
        }
        Map<String, List<Double>> bars = new HashMap<>(scene.bars());
        bars.keySet().removeIf(key -> tape.isClosing(key, TickScene.LENGTHS));
        assertThat(bars).isEqualTo(expected);
      }
    }
  }
}
