package io.foretide.neural.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Threads that do their shares of one piece of work after another, side by side with the caller's.
 * Who waits keeps looking for a moment, and then for a while whenever nobody else wants the
 * processor, before it sleeps: to wake a thread takes longer than a step of a small network.
 */
final class Crew implements AutoCloseable {
  private static final long MOMENT_NANOS = 30_000;
  private static final long WHILE_NANOS = 1_000_000;
  private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

  private final List<Hand> hands = new ArrayList<>();
  private IntConsumer work = share -> {};
  private Thread leader = Thread.currentThread();
  private boolean over;
  // Written last and read first: all above is then seen.
  private volatile int round;

  /**
   * @param size threads, the caller's among them
   */
  Crew(int size) {
    for (int i = 1; i < size; i++) {
      Hand hand = new Hand(i);
      hands.add(hand);
      hand.start();
    }
  }

  private final class Hand extends Thread {
    private final int number;
    private Optional<Throwable> failure = Optional.empty();
    private volatile int done;

    Hand(int number) {
      super("fit-" + number);
      this.number = number;
      setDaemon(true);
    }

    @Override
    public void run() {
      for (int next = 1; ; next++) {
        int awaited = next;
        await(() -> round == awaited);
        if (over) {
          return;
        }
        try {
          work.accept(number);
        } catch (RuntimeException | Error e) {
          failure = Optional.of(e);
        }
        done = next;
        LockSupport.unpark(leader);
      }
    }
  }

  /**
   * Has shares 0 to size - 1 done, 0 by the caller, and returns when all are.
   *
   * @throws IllegalStateException if another thread's share failed
   */
  void all(IntConsumer shares) {
    work = shares;
    begin();
    try {
      shares.accept(0);
    } finally {
      // Native memory is in use over there: there is no leaving now, whatever happened here.
      hands.forEach(hand -> await(() -> hand.done == round));
    }
    for (Hand hand : hands) {
      Optional<Throwable> failed = hand.failure;
      hand.failure = Optional.empty();
      if (failed.isPresent()) {
        throw new IllegalStateException("a share of the work failed", failed.get());
      }
    }
  }

  private void begin() {
    leader = Thread.currentThread();
    int next = round + 1;
    round = next;
    hands.forEach(LockSupport::unpark);
  }

  // Right whatever yield() does: it only leaves the processor to who wants it.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void await(BooleanSupplier reached) {
    long began = System.nanoTime();
    boolean interrupted = false;
    while (!reached.getAsBoolean()) {
      long waited = System.nanoTime() - began;
      if (ALONE || waited > WHILE_NANOS) {
        LockSupport.park();
        interrupted |= Thread.interrupted();
      } else if (waited > MOMENT_NANOS) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
    begin();
  }
}
