package io.foretide.trainer;

import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.Checkpoints;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.schemas.TrainingStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fits and backtests of one run, side by side on the trainer's threads. A kind that is fitted
 * anew at each cutoff is backtested at all cutoffs at once.
 */
final class Workshop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  /** How often a waiting run asks whether it may go on. */
  private static final long ATTENTION_MILLIS = 50;

  /** A kind that does not notice for this long that its run was cancelled is left behind. */
  private static final long LEAVING_SECONDS = 60;

  /** What the fit of the floor costs beside any other. */
  private static final double TRIFLE = 0.02;

  private final ExecutorService threads;
  private final RunReporter reporter;
  private final RunToken token;
  private final Checkpoints checkpoints;
  private final List<Future<?>> all = new ArrayList<>();
  private final List<Future<ForecastModel>> fits = new ArrayList<>();

  Workshop(ExecutorService threads, RunReporter reporter, RunToken token, Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.threads = threads;
    this.reporter = reporter;
    this.token = token;
  }

  /** Work that is going on; {@link #await} gives its result or throws what it threw. */
  @FunctionalInterface
  interface Pending<T> {
    T await();
  }

  /** Begins the fit of a recipe on all data of the plan. The model is closed with this workshop. */
  Pending<ForecastModel> fit(ModelKind kind, Recipe recipe, Plan plan) {
    RunReporter.Part part =
        reporter.part(TrainingStage.FIT, 1, "fit " + recipe.kind(), checkpoints);
    Future<ForecastModel> fit =
        start(
            part,
            () -> kind.fit(plan.data(), plan.horizon(), recipe.asSettings(), recipe.seed(), part));
    fits.add(fit);
    return () -> result(fit);
  }

  /** Begins the backtest of a recipe at the cutoffs of the plan. */
  Pending<Trial> backtest(ModelKind kind, Recipe recipe, Plan plan, String label) {
    return backtest(kind, recipe, plan, label, 1);
  }

  /** Begins the backtest of the naive floor. */
  Pending<Trial> floor(ModelKind kind, Recipe recipe, Plan plan) {
    return backtest(kind, recipe, plan, recipe.kind(), TRIFLE);
  }

  private Pending<Trial> backtest(
      ModelKind kind, Recipe recipe, Plan plan, String label, double weight) {
    List<List<Instant>> portions =
        kind.card().refit()
            ? plan.cutoffs().stream().map(List::of).toList()
            : List.of(plan.cutoffs());
    List<Future<List<Window>>> backtests = new ArrayList<>();
    for (List<Instant> cutoffs : portions) {
      RunReporter.Part part =
          reporter.part(TrainingStage.BACKTEST, weight, "backtest " + label, checkpoints);
      Backtest backtest = new Backtest(kind, recipe.asSettings(), recipe.seed());
      backtests.add(
          start(
              part, () -> backtest.run(plan.data(), cutoffs, plan.horizon(), plan.levels(), part)));
    }
    return () -> {
      List<Window> windows = new ArrayList<>();
      backtests.forEach(one -> windows.addAll(result(one)));
      return Trial.of(windows, plan);
    };
  }

  private <T> Future<T> start(RunReporter.Part part, Callable<T> work) {
    Future<T> future =
        threads.submit(
            () -> {
              try {
                part.checkCancelled();
                return work.call();
              } finally {
                part.over();
              }
            });
    all.add(future);
    return future;
  }

  private <T> T result(Future<T> future) {
    while (true) {
      token.check();
      try {
        return future.get(ATTENTION_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        reporter.tick();
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

  /** Ends what still goes on, waits for it, and closes the fitted models. */
  @Override
  public void close() {
    reporter.abandon();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEAVING_SECONDS);
    for (Future<?> future : all) {
      try {
        future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        // Whoever awaited it was told; nobody waits for the others.
        LOG.debug("part of a run ended", e.getCause());
      } catch (TimeoutException e) {
        LOG.warn("a kind does not ask whether its run was cancelled; its thread is left to it");
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    fits.forEach(Workshop::closeModel);
  }

  private static void closeModel(Future<ForecastModel> fit) {
    try {
      fit.get().close();
    } catch (ExecutionException e) {
      LOG.debug("there is no model to close", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
