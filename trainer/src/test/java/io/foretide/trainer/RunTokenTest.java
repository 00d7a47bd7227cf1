package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.trainer.RunToken.Stop;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class RunTokenTest {
  private final RunToken token = new RunToken();

  @Test
  void theFirstStopCounts() {
    token.stop(Stop.CANCELLED, "by operator");
    token.stop(Stop.HANDED_BACK, "closing");

    assertThat(token.stopped().orElseThrow().stop()).isEqualTo(Stop.CANCELLED);
    assertThatThrownBy(token::check)
        .isInstanceOf(CancellationException.class)
        .hasMessage("by operator");
  }

  @Test
  void aRunWhoseResultIsBeingWrittenIsNotCancelledAnyMore() {
    token.seal();
    token.stop(Stop.CANCELLED, "too late");

    assertThat(token.isStopped()).isFalse();
  }

  @Test
  void aCancelledRunWritesNothing() {
    token.stop(Stop.CANCELLED, "in time");

    assertThatThrownBy(token::seal).isInstanceOf(CancellationException.class);
  }

  @Test
  void aRunThatGoesOnCanBeCancelledAgain() {
    token.seal();
    token.unseal();
    token.stop(Stop.CANCELLED, "now");

    assertThat(token.isStopped()).isTrue();
  }
}
