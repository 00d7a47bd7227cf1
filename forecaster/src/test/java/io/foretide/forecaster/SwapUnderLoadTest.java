package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapUnderLoadTest {
  private static final int SWAPS = 6;
  private static final int CLIENTS = 3;

  @Test
  void noRequestFailsAndEveryAnswerIsWhollyOfTheVersionItNames(@TempDir Path folder)
      throws InterruptedException {
    try (Scene scene = new Scene(folder)) {
      scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
      scene.trained().publish(2, new SeasonalNaiveKind(), scene.sales().dataset());
      Map<Integer, Double> sums =
          Map.of(1, sum(scene, Sales.DAYS - 1), 2, sum(scene, Sales.DAYS - 7));
      assertThat(sums.get(1)).isNotCloseTo(sums.get(2), offset(1.0));
      scene.trained().promote(1);
      try (Running forecaster = scene.start("f1")) {
        scene.awaitVersion(forecaster, 1);
        AtomicBoolean done = new AtomicBoolean();
        Queue<Running.Answer> answers = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int c = 0; c < CLIENTS; c++) {
          clients.execute(
              () -> {
                while (!done.get()) {
                  answers.add(forecaster.ask("{\"days\":1}"));
                }
              });
        }
        for (int swap = 1; swap <= SWAPS; swap++) {
          int next = swap % 2 == 0 ? 1 : 2;
          scene.trained().promote(next);
          scene.awaitVersion(forecaster, next);
        }
        done.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(answers).extracting(Running.Answer::status).containsOnly(200);
        List<JsonNode> bodies = answers.stream().map(Running.Answer::body).toList();
        assertThat(bodies).extracting(b -> b.path("version").asInt()).contains(1, 2);
        assertThat(bodies)
            .allSatisfy(
                body ->
                    assertThat(body.path("mean").get(0).asDouble())
                        .isEqualTo(sums.get(body.path("version").asInt()), offset(1e-3)));
      }
    }
  }

  /** What a version that repeats this day forecasts for all products together. */
  private static double sum(Scene scene, int day) {
    double sum = 0;
    for (int p = 0; p < scene.sales().products(); p++) {
      sum += Sales.value(p, day);
    }
    return sum;
  }
}
