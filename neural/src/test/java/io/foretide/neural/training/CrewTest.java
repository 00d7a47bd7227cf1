package io.foretide.neural.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CrewTest {
  private static final int SIZE = 3;

  private final AtomicIntegerArray done = new AtomicIntegerArray(SIZE);

  @Test
  void everyShareIsDoneOnceBeforeTheNextWorkBegins() {
    try (Crew crew = new Crew(SIZE)) {
      for (int round = 1; round <= 2000; round++) {
        crew.all(done::incrementAndGet);
        for (int share = 0; share < SIZE; share++) {
          assertThat(done.get(share)).isEqualTo(round);
        }
      }
    }
  }

  @Test
  void aShareThatFailsFailsTheWorkAndNotTheNext() {
    RuntimeException fault = new IllegalArgumentException("a fault");
    try (Crew crew = new Crew(SIZE)) {
      assertThatThrownBy(() -> crew.all(share -> fail(share, 1, fault))).hasCause(fault);
      assertThatThrownBy(() -> crew.all(share -> fail(share, 0, fault))).isSameAs(fault);
      crew.all(done::incrementAndGet);
      assertThat(done.get(1)).isOne();
    }
  }

  private static void fail(int share, int failing, RuntimeException fault) {
    if (share == failing) {
      throw fault;
    }
  }

  @Test
  void whoInterruptsTheCallerWaitsForTheSharesAllTheSame() {
    try (Crew crew = new Crew(SIZE)) {
      Thread.currentThread().interrupt();
      crew.all(done::incrementAndGet);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(done.get(1) + done.get(2)).isEqualTo(2);
    }
  }
}
