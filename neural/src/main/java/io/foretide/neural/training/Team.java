package io.foretide.neural.training;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.NativeFloats;
import io.foretide.neural.network.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Copies of one network that learn from parts of a batch side by side. Their gradients are summed
 * in one order, whoever was done first: the same number of copies gives the same weights.
 */
final class Team implements AutoCloseable {
  private final MultiLayerNetwork network;
  private final Windows windows;
  private final List<Member> members = new ArrayList<>();
  private final int batchSize;
  private final int judgeSize;
  private final int threads;
  private final double decay;

  /** A network, the parts of batches that it works on, and the thread on which it does. */
  private final class Member implements AutoCloseable {
    private final MultiLayerNetwork copy;
    private final Part learning;
    private final Part judging;
    private final Optional<ExecutorService> thread;

    /** The first member is the network itself, on the caller's thread. */
    Member(int index, IntFunction<MultiLayerNetwork> copies) {
      learning = new Part(batchSize, index);
      judging = new Part(judgeSize, index);
      thread = index == 0 ? Optional.empty() : Optional.of(Executors.newSingleThreadExecutor());
      // DL4J's workspaces belong to the thread that made them.
      copy = thread.map(t -> result(t.submit(() -> copies.apply(index)))).orElse(network);
    }

    /** Leaves the gradient, summed over its rows, in the copy; returns the loss, summed alike. */
    double learn(List<Windows.Window> chosen, int from) {
      follow();
      Batch batch = learning.fill(chosen, from);
      copy.setInput(batch.features());
      copy.setLabels(batch.targets());
      copy.setLayerMaskArrays(null, batch.mask());
      copy.computeGradientAndScore();
      copy.clearLayerMaskArrays();
      return copy.score() * batch.size();
    }

    /** The loss, summed over its rows. */
    double judge(List<Windows.Window> chosen, int from) {
      follow();
      Batch batch = judging.fill(chosen, from);
      DataSet all = new DataSet(batch.features(), batch.targets(), null, batch.mask());
      return copy.score(all, false) * batch.size();
    }

    private void follow() {
      if (copy != network) {
        long size = network.numParams();
        NativeFloats.of(copy.params()).copy(0, NativeFloats.of(network.params()), 0, size);
        copy.getLayerWiseConfigurations().setIterationCount(network.getIterationCount());
      }
    }

    @Override
    public void close() {
      thread.ifPresent(
          t -> {
            result(t.submit(() -> Networks.close(copy)));
            t.shutdown();
          });
      learning.batch.close();
      judging.batch.close();
    }
  }

  /** A member's rows of a batch. */
  private final class Part {
    private final int offset;
    private final Batch batch;

    Part(int whole, int index) {
      offset = (int) ((long) whole * index / threads);
      batch = new Batch((int) ((long) whole * (index + 1) / threads) - offset, windows.shape());
    }

    Batch fill(List<Windows.Window> chosen, int from) {
      windows.fill(chosen, from + offset, batch);
      return batch;
    }
  }

  /**
   * @param copies of the network, by their number from 1 on; they need not have its weights
   * @param judgeSize windows that are judged at once
   */
  Team(
      MultiLayerNetwork network,
      IntFunction<MultiLayerNetwork> copies,
      Windows windows,
      TrainingPlan plan,
      int batchSize,
      int judgeSize) {
    this.network = network;
    this.windows = windows;
    this.batchSize = batchSize;
    this.judgeSize = judgeSize;
    this.decay = plan.learningRate() * plan.weightDecay();
    this.threads = Math.min(plan.threads(), Math.min(batchSize, judgeSize));
    try {
      for (int i = 0; i < this.threads; i++) {
        members.add(new Member(i, copies));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  int batchSize() {
    return batchSize;
  }

  int judgeSize() {
    return judgeSize;
  }

  /**
   * One step of the optimiser on windows {@code from..from+batchSize}.
   *
   * @param pace the learning rate's factor
   * @return the mean loss before the step
   */
  double learn(List<Windows.Window> chosen, int from, double pace) {
    double loss = all(member -> member.learn(chosen, from)) / batchSize;
    int size = (int) network.numParams();
    NativeFloats gradient = NativeFloats.of(network.getFlattenedGradients());
    for (Member member : members.subList(1, members.size())) {
      NativeFloats other = NativeFloats.of(member.copy.getFlattenedGradients());
      Gemm.add(size, other.pointer(), gradient.pointer());
    }
    int iteration = network.getIterationCount();
    network
        .getUpdater()
        .update(
            network,
            network.gradient(),
            iteration,
            network.getEpochCount(),
            batchSize,
            LayerWorkspaceMgr.noWorkspaces());
    if (decay > 0) {
      for (NativeFloats weights : Networks.decaying(network)) {
        Gemm.scale((int) weights.size(), (float) (1 - pace * decay), weights.pointer());
      }
    }
    // Adam's step is in proportion to its rate.
    Gemm.add(size, (float) -pace, gradient.pointer(), NativeFloats.of(network.params()).pointer());
    network.getLayerWiseConfigurations().setIterationCount(iteration + 1);
    return loss;
  }

  /** The mean loss of windows {@code from..from+judgeSize}. */
  double judge(List<Windows.Window> chosen, int from) {
    return all(member -> member.judge(chosen, from)) / judgeSize;
  }

  /** The sum over members, always in their order. */
  private double all(ToDoubleFunction<Member> work) {
    List<Future<Double>> others = new ArrayList<>();
    for (Member member : members.subList(1, members.size())) {
      others.add(member.thread.orElseThrow().submit(() -> work.applyAsDouble(member)));
    }
    double sum = work.applyAsDouble(members.get(0));
    for (Future<Double> other : others) {
      sum += result(other);
    }
    return sum;
  }

  private static <T> T result(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          // Native memory is in use over there: there is no leaving now.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    members.forEach(Member::close);
  }
}
