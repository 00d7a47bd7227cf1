package io.foretide.models.series;

import java.util.Locale;
import java.util.Set;

/** How the values of a column within a longer step become one value. */
enum Aggregation {
  SUM {
    @Override
    double add(double soFar, double value) {
      return soFar + value;
    }
  },
  MEAN {
    @Override
    double add(double soFar, double value) {
      return soFar + value;
    }

    @Override
    double end(double soFar, int count) {
      return soFar / count;
    }
  },
  FIRST {
    @Override
    double add(double soFar, double value) {
      return soFar;
    }
  },
  LAST {
    @Override
    double add(double soFar, double value) {
      return value;
    }
  },
  LOWEST {
    @Override
    double add(double soFar, double value) {
      return Math.min(soFar, value);
    }
  },
  HIGHEST {
    @Override
    double add(double soFar, double value) {
      return Math.max(soFar, value);
    }
  };

  private static final Set<String> FLOWS = Set.of("volume", "trades", "quantity", "units");

  abstract double add(double soFar, double value);

  double end(double soFar, int count) {
    return soFar;
  }

  /**
   * The parts of a bar keep their meaning, levels (a price, a temperature, a flag) are averaged,
   * and what is forecast is otherwise an amount and adds up.
   */
  static Aggregation of(String column, boolean target) {
    String name = column.toLowerCase(Locale.ROOT);
    switch (name) {
      case "open":
        return FIRST;
      case "high":
        return HIGHEST;
      case "low":
        return LOWEST;
      case "close":
        return LAST;
      default:
        boolean flow = FLOWS.contains(name) || (target && !name.contains("price"));
        return flow ? SUM : MEAN;
    }
  }

  /**
   * Folds {@code values} into buckets, {@code double[buckets]}, NaN where a bucket holds no value.
   *
   * @param bucketOf bucket of each value, outside {@code 0..buckets-1} for none
   */
  double[] fold(double[] values, int[] bucketOf, int buckets) {
    double[] folded = new double[buckets];
    int[] counts = new int[buckets];
    for (int i = 0; i < values.length; i++) {
      int bucket = bucketOf[i];
      if (!Double.isNaN(values[i]) && bucket >= 0 && bucket < buckets) {
        folded[bucket] = counts[bucket] == 0 ? values[i] : add(folded[bucket], values[i]);
        counts[bucket]++;
      }
    }
    for (int b = 0; b < buckets; b++) {
      folded[b] = counts[b] == 0 ? Double.NaN : end(folded[b], counts[b]);
    }
    return folded;
  }
}
