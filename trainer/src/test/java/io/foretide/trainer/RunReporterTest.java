package io.foretide.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.kind.Checkpoints;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.trainer.RunToken.Stop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class RunReporterTest {
  private final RunToken token = new RunToken();
  private final HandClock clock = new HandClock();
  private final Collected collected = new Collected();
  private final RunReporter reporter =
      new RunReporter("run-0-1", "sales", "one", token, clock, collected);

  @Test
  void atLeastOneEventASecondEvenIfNothingHappens() {
    reporter.stage(TrainingStage.STARTED, 0, "started");
    for (int i = 0; i < 30; i++) {
      clock.pass(Duration.ofMillis(100));
      reporter.tick();
    }

    assertThat(collected.events).hasSize(1 + 3);
  }

  @Test
  void partsSideBySideAddUpAndThePercentageNeverFalls() {
    RunReporter.Part backtest =
        reporter.part(TrainingStage.BACKTEST, 1, "backtest ets", Checkpoints.NONE);
    RunReporter.Part fit = reporter.part(TrainingStage.FIT, 1, "fit ets", Checkpoints.NONE);
    fit.progress(0.5, "half");
    backtest.progress(0.5, "at a cutoff");
    backtest.progress(0.2, "told late");
    clock.pass(Duration.ofSeconds(1));
    reporter.tick();
    backtest.over();
    fit.epoch(3, 10, Map.of("training", 0.25));
    clock.pass(Duration.ofSeconds(1));
    reporter.tick();

    TrainingProgress halfway = collected.events.get(0);
    assertThat(halfway.getStage()).isEqualTo(TrainingStage.BACKTEST);
    assertThat(halfway.getPercent()).isEqualTo(50);
    assertThat(halfway.getEtaSeconds()).isEqualTo(1);
    TrainingProgress later = collected.events.get(collected.events.size() - 1);
    assertThat(later.getStage()).isEqualTo(TrainingStage.FIT);
    assertThat(later.getPercent()).isEqualTo(72.5);
    assertThat(later.getEpoch()).isEqualTo(3);
    assertThat(later.getLosses()).containsEntry("training", 0.25);
  }

  @Test
  void aStoppedRunIsToldAtTheNextQuestion() {
    RunReporter.Part fit = reporter.part(TrainingStage.FIT, 1, "fit ets", Checkpoints.NONE);
    token.stop(Stop.CANCELLED, "cancelled by operator: no reason");

    assertThat(fit.cancelled()).isTrue();
    assertThatThrownBy(() -> fit.progress(0.1, ""))
        .isInstanceOf(CancellationException.class)
        .hasMessage("cancelled by operator: no reason");
  }

  @Test
  void nothingIsSentAfterTheEnd() {
    TrainingProgress end = reporter.end(TrainingStage.FINISHED, "done");
    clock.pass(Duration.ofSeconds(5));
    reporter.tick();

    assertThat(end.getPercent()).isEqualTo(100);
    assertThat(collected.events).isEmpty();
    assertThat(collected.flushed).isTrue();
  }

  private static final class Collected implements ProgressSink {
    private final List<TrainingProgress> events = new ArrayList<>();
    private boolean flushed;

    @Override
    public void publish(TrainingProgress event) {
      events.add(event);
    }

    @Override
    public void flush() {
      flushed = true;
    }
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2024-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
