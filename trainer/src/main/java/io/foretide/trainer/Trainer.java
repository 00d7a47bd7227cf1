package io.foretide.trainer;

import io.foretide.models.kind.SettingException;
import io.foretide.runtime.CodedException;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.trainer.RunToken.Stop;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off requests, one run at a time, and says how each ended. */
final class Trainer implements RunQueue.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final long ATTENTION_MILLIS = 50;

  private final RunTools tools;
  private final Cancellations cancellations;
  private final ProgressSink progress;
  private final ExecutorService runThread;
  private final RunMetrics metrics;
  private final TrainerSettings settings;
  private volatile boolean closing;
  private volatile Optional<RunToken> current = Optional.empty();

  Trainer(
      RunTools tools,
      Cancellations cancellations,
      ProgressSink progress,
      ExecutorService runThread,
      RunMetrics metrics,
      TrainerSettings settings) {
    this.tools = tools;
    this.cancellations = cancellations;
    this.progress = progress;
    this.runThread = runThread;
    this.metrics = metrics;
    this.settings = settings;
  }

  @Override
  public boolean take(RunId run, TrainingRequest request, int delivery, RunQueue.Hold hold) {
    if (closing) {
      return false;
    }
    Optional<TrainingStage> ended = tools.ledger().endOf(run);
    if (ended.isPresent()) {
      LOG.info("{} was delivered again; it is {} and is not run twice", run, ended.get());
      return true;
    }
    RunToken token = cancellations.begin(run);
    current = Optional.of(token);
    try (RunReporter reporter = reporter(run, request, token)) {
      RunCheckpoints checkpoints =
          new RunCheckpoints(
              tools.store(),
              tools.ledger().checkpointsOf(run),
              settings.checkpoints(),
              reporter::checkpoints);
      boolean done = work(run, request, delivery, hold, token, reporter, checkpoints);
      if (done) {
        checkpoints.delete();
      }
      return done;
    } finally {
      current = Optional.empty();
      cancellations.end(run);
    }
  }

  /** Hands the run in hand back to the queue, and takes no more. */
  void stop() {
    closing = true;
    current.ifPresent(token -> token.stop(Stop.HANDED_BACK, "this trainer closes"));
  }

  private boolean work(
      RunId run,
      TrainingRequest request,
      int delivery,
      RunQueue.Hold hold,
      RunToken token,
      RunReporter reporter,
      RunCheckpoints checkpoints) {
    long begun = System.nanoTime();
    try {
      if (delivery > settings.deliveries()) {
        throw new CodedException(
            "FT-1405",
            "given up: "
                + settings.deliveries()
                + " trainers took this run and none lived to end it; their logs say why");
      }
      reporter.stage(
          TrainingStage.STARTED, 0, "started, " + request.getTrigger() + " " + request.getCause());
      Future<?> work =
          runThread.submit(
              () -> new Run(tools, run, request, token, reporter, checkpoints).execute());
      await(work, hold, token, reporter);
      metrics.ended(TrainingStage.FINISHED, System.nanoTime() - begun);
      return true;
    } catch (CancellationException e) {
      boolean cancelled =
          token.stopped().map(RunToken.Stopped::stop).orElse(Stop.CANCELLED) == Stop.CANCELLED;
      LOG.info("{} of {} stopped: {}", run, request.getModel(), e.getMessage());
      if (cancelled) {
        metrics.ended(TrainingStage.CANCELLED, System.nanoTime() - begun);
        publishEnd(reporter.end(TrainingStage.CANCELLED, e.getMessage()));
      }
      return cancelled;
    } catch (RuntimeException e) {
      metrics.ended(TrainingStage.FAILED, System.nanoTime() - begun);
      fail(run, request, reporter, e);
      return true;
    }
  }

  private static void await(
      Future<?> work, RunQueue.Hold hold, RunToken token, RunReporter reporter) {
    while (true) {
      try {
        work.get(ATTENTION_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        token.check();
        reporter.tick();
        if (!hold.keep()) {
          token.stop(Stop.HANDED_BACK, "the request went to another trainer");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void fail(
      RunId run, TrainingRequest request, RunReporter reporter, RuntimeException failure) {
    TrainingProgress end;
    if (failure instanceof CodedException coded) {
      LOG.info("{} of {} failed: {}", run, request.getModel(), coded.line());
      end = reporter.end(TrainingStage.FAILED, coded.getMessage());
      end.setCode(coded.code());
    } else if (failure instanceof SettingException) {
      LOG.info("{} of {} failed: {}", run, request.getModel(), failure.getMessage());
      end = reporter.end(TrainingStage.FAILED, failure.getMessage());
      end.setCode("FT-1402");
    } else {
      LOG.error("{} of {} failed", run, request.getModel(), failure);
      end =
          reporter.end(
              TrainingStage.FAILED,
              "this should not have happened ("
                  + failure
                  + "); the log of trainer "
                  + tools.instance()
                  + " has the details");
      end.setCode("FT-1450");
    }
    publishEnd(end);
  }

  /** On the log before the request is acknowledged. */
  private void publishEnd(TrainingProgress end) {
    progress.publish(end);
    progress.flush();
  }

  private RunReporter reporter(RunId run, TrainingRequest request, RunToken token) {
    return new RunReporter(
        run.text(), request.getModel(), tools.instance(), token, tools.clock(), progress);
  }
}
