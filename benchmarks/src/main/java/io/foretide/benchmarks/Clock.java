package io.foretide.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Seconds by the clock and of this thread's processor time. */
final class Clock {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private Clock() {}

  static Contender.Timing time(Runnable work) {
    long began = System.nanoTime();
    long busy = CPU.getCurrentThreadCpuTime();
    work.run();
    double cpu = (CPU.getCurrentThreadCpuTime() - busy) / 1e9;
    return new Contender.Timing(Seconds.since(began), cpu);
  }
}
