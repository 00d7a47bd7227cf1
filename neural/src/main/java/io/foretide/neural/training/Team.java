package io.foretide.neural.training;

import io.foretide.neural.network.Learner;
import io.foretide.neural.network.Optimiser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Learners of one network that work on parts of a batch side by side, and then each on a part of
 * the weights. Gradients and losses are summed in one order, whoever was done first: the same
 * number of threads gives the same weights.
 */
final class Team implements AutoCloseable {
  private final MultiLayerNetwork network;
  private final Windows windows;
  private final int batchSize;
  private final int judgeSize;
  private final List<Member> members = new ArrayList<>();
  private final double[] losses;
  private final Optimiser optimiser;
  private final Crew crew;

  /** A learner, and its parts of batches. */
  private final class Member implements AutoCloseable {
    private final Learner learner;
    private final Part learning;
    private final Part judging;

    Member(int number, int members) {
      learner = new Learner(network, number);
      learning = new Part(batchSize, number, members);
      judging = new Part(judgeSize, number, members);
    }

    /** Leaves the gradient in the learner; both it and the loss are sums over rows. */
    double learn(List<Windows.Window> chosen, int from) {
      Batch batch = learning.fill(chosen, from);
      return learner.learn(
          batch.memory(),
          batch.targets(),
          batch.units(),
          batch.size(),
          network.getIterationCount());
    }

    /** The loss, summed over rows. */
    double judge(List<Windows.Window> chosen, int from) {
      Batch batch = judging.fill(chosen, from);
      return learner.judge(batch.memory(), batch.targets(), batch.units(), batch.size());
    }

    @Override
    public void close() {
      learner.close();
      learning.batch.close();
      judging.batch.close();
    }
  }

  /** A member's rows of a batch. */
  private final class Part {
    private final int offset;
    private final Batch batch;

    Part(int whole, int number, int members) {
      offset = (int) ((long) whole * number / members);
      batch = new Batch((int) ((long) whole * (number + 1) / members) - offset, windows.shape());
    }

    Batch fill(List<Windows.Window> chosen, int from) {
      windows.fill(chosen, from + offset, batch);
      return batch;
    }
  }

  /**
   * @param judgeSize windows that are judged at once
   */
  Team(
      MultiLayerNetwork network, Windows windows, TrainingPlan plan, int batchSize, int judgeSize) {
    this.network = network;
    this.windows = windows;
    this.batchSize = batchSize;
    this.judgeSize = judgeSize;
    int threads = Math.min(plan.threads(), Math.min(batchSize, judgeSize));
    for (int i = 0; i < threads; i++) {
      members.add(new Member(i, threads));
    }
    losses = new double[threads];
    optimiser =
        new Optimiser(
            network,
            members.stream().map(m -> m.learner).toList(),
            plan.learningRate() * plan.weightDecay());
    crew = new Crew(threads);
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
   * @param behind what is done with all weights after the step, each thread with those it changed
   * @return the mean loss before the step
   */
  double learn(List<Windows.Window> chosen, int from, double pace, OfWeights behind) {
    crew.all(i -> losses[i] = members.get(i).learn(chosen, from));
    optimiser.begin(batchSize, pace);
    // Only where gradients are cut must all be summed up before any weight changes.
    boolean cuts = optimiser.cuts();
    if (cuts) {
      crew.all(optimiser::sum);
    }
    crew.all(
        i -> {
          if (!cuts) {
            optimiser.sum(i);
          }
          optimiser.step(i);
          behind.run(optimiser.from(i), optimiser.to(i));
        });
    optimiser.end();
    return Arrays.stream(losses).sum() / batchSize;
  }

  /** The mean loss of windows {@code from..from+judgeSize}. */
  double judge(List<Windows.Window> chosen, int from) {
    crew.all(i -> losses[i] = members.get(i).judge(chosen, from));
    return Arrays.stream(losses).sum() / judgeSize;
  }

  /** Some of a network's weights, from one to before another. */
  interface OfWeights {
    void run(int from, int to);
  }

  @Override
  public void close() {
    crew.close();
    members.forEach(Member::close);
  }
}
