package io.foretide.benchmarks;

/** Somebody who trains the networks of {@link TrainingRows}. */
interface Contender extends AutoCloseable {
  String name();

  /** Trains on: so many steps of the optimiser, each on one batch. */
  Timing train(String row, int steps);

  @Override
  void close();

  /**
   * @param wall seconds by the clock
   * @param cpu seconds of processor time of the thread that trained, which other work on the
   *     machine disturbs less
   */
  record Timing(double wall, double cpu) {
    static Timing parse(String line) {
      String[] parts = line.trim().split(" ");
      return new Timing(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    @Override
    public String toString() {
      return wall + " " + cpu;
    }
  }
}
