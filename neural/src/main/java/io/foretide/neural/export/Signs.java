package io.foretide.neural.export;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which values of a graph are known never to be negative: what was cut at zero, its parts, and sums
 * of such. To cut those again is work for nothing.
 */
final class Signs {
  private final Set<String> neverNegative = new HashSet<>();

  /** The value as it is where it cannot be negative, or else what is added. */
  String relu(String value, Supplier<String> add) {
    if (neverNegative.contains(value)) {
      return value;
    }
    String cut = add.get();
    neverNegative.add(cut);
    return cut;
  }

  String sum(String sum, String a, String b) {
    return known(sum, neverNegative.contains(a) && neverNegative.contains(b));
  }

  String part(String part, String whole) {
    return known(part, neverNegative.contains(whole));
  }

  private String known(String value, boolean never) {
    if (never) {
      neverNegative.add(value);
    }
    return value;
  }
}
