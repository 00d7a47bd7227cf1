package io.foretide.registry.versions;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which way a score is better. */
enum Better {
  /** Errors, and what is paid. */
  LOWER("lower"),
  HIGHER("higher"),
  ZERO("zero"),
  COVERAGE("95"),
  /** Says nothing of its own: the end of another score's interval, or a score of somebody else. */
  NEITHER("neither");

  private static final Set<String> GAINS =
      Set.of(
          "accuracy",
          "precision",
          "recall",
          "F1",
          "direction",
          "skill",
          "edge",
          "R2",
          "portfolio.return",
          "portfolio.sharpe");

  /** Of the data or of equal weights, not of the version. */
  private static final Set<String> OTHERS = Set.of("majority", "R2.walk");

  private final String word;

  Better(String word) {
    this.word = word;
  }

  static Better of(String metric) {
    if (metric.startsWith("coverage")) {
      return COVERAGE;
    } else if (metric.equals("bias")) {
      return ZERO;
    } else if (OTHERS.contains(metric)
        || metric.startsWith("equal.")
        || metric.endsWith(".low")
        || metric.endsWith(".high")) {
      return NEITHER;
    }
    return GAINS.contains(metric) ? HIGHER : LOWER;
  }

  /** As it goes over the wire. */
  String word() {
    return word;
  }

  /** The key of the best value; empty where there is none to be told. */
  Optional<String> best(Map<String, Double> values) {
    return this == NEITHER
        ? Optional.empty()
        : values.entrySet().stream()
            .min(Comparator.comparingDouble(entry -> badness(entry.getValue())))
            .map(Map.Entry::getKey);
  }

  private double badness(double value) {
    return switch (this) {
      case COVERAGE -> Math.abs(value - 95);
      case ZERO -> Math.abs(value);
      case HIGHER -> -value;
      default -> value;
    };
  }
}
