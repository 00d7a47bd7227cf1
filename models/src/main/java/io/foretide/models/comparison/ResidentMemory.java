package io.foretide.models.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of this process, heap and native, as Linux counts it (man 5 proc). */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final double KILOBYTES = 1024;

  private ResidentMemory() {}

  /** Forgets the peak so far and returns what is resident, in megabytes; NaN off Linux. */
  static double begin() {
    System.gc();
    try {
      Files.writeString(CLEAR, RESET_PEAK);
    } catch (IOException e) {
      return Double.NaN;
    }
    return read("VmRSS:");
  }

  /** The peak since {@link #begin}, in megabytes; NaN off Linux. */
  static double peak() {
    return read("VmHWM:");
  }

  private static double read(String name) {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
