package io.foretide.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of this process by groups of threads: unlike the clock's, it hardly depends on who
 * else uses the machine.
 */
final class ThreadTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();
  private static final int SHOWN = 14;
  private static final String VIRTUAL_MACHINE =
      "(the virtual machine: compiler, collector, threads that ended)";

  /** What Linux tells of the processors, in ticks: user, nice, system, ... , stolen eighth. */
  private static final Path PROCESSORS = Path.of("/proc/stat");

  private static final int STOLEN = 8;
  private static final double TICKS_PER_SECOND = 100;

  private final Map<String, Long> before = now();
  private final long beforeAll = all();
  private final double beforeStolen = stolenSeconds();

  /** Prints who used most since this was made, in milliseconds per round. */
  void report(String what, int rounds) {
    Map<String, Long> after = now();
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f ms of processor time per round; %.1f ms when this machine's host ran another, load %.1f%n",
        what,
        (all() - beforeAll) / 1e6 / rounds,
        (stolenSeconds() - beforeStolen) * 1e3 / rounds,
        SYSTEM.getSystemLoadAverage());
    after.entrySet().stream()
        .map(e -> Map.entry(e.getKey(), e.getValue() - before.getOrDefault(e.getKey(), 0L)))
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            e ->
                System.out.printf(
                    Locale.ROOT, "  %8.2f ms %s%n", e.getValue() / 1e6 / rounds, e.getKey()));
  }

  /** Seconds of processor time that the compiler and the collector have used so far. */
  static double virtualMachineSeconds() {
    return now().get(VIRTUAL_MACHINE) / 1e9;
  }

  /**
   * Time in which something here wanted a processor that the host had given to another machine; 0
   * where the system does not tell.
   */
  private static double stolenSeconds() {
    if (!Files.isReadable(PROCESSORS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      String[] all = lines.findFirst().orElse("").trim().split(" +");
      return all.length > STOLEN ? Long.parseLong(all[STOLEN]) / TICKS_PER_SECOND : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long all() {
    return ((com.sun.management.OperatingSystemMXBean) SYSTEM).getProcessCpuTime();
  }

  private static Map<String, Long> now() {
    Map<String, Long> times = new HashMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) {
        // Threads that differ only in a number or an id do the same.
        String group =
            thread
                .getThreadName()
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d+", "*");
        times.merge(group, Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())), Long::sum);
      }
    }
    long threads = times.values().stream().mapToLong(Long::longValue).sum();
    times.put(VIRTUAL_MACHINE, all() - threads);
    return times;
  }
}
