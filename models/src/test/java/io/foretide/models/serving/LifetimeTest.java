package io.foretide.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  private final Lifetime lifetime = new Lifetime();

  @Test
  void theEndWaitsForAUseInFlight() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayFinish = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              try (var use = lifetime.use()) {
                begun.countDown();
                mayFinish.await();
                finished.set(true);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    begun.await();
    CompletableFuture<Boolean> finishedBeforeTheEnd = new CompletableFuture<>();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            () -> lifetime.end(() -> finishedBeforeTheEnd.complete(finished.get())));
    mayFinish.countDown();
    end.get();
    reader.get();
    assertThat(finishedBeforeTheEnd.get()).isTrue();
  }

  @Test
  void aUseAfterTheEndFailsAndASecondEndFreesNothing() {
    AtomicInteger freed = new AtomicInteger();
    lifetime.end(freed::incrementAndGet);
    lifetime.end(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
    assertThatThrownBy(lifetime::use).isInstanceOf(IllegalStateException.class);
  }
}
