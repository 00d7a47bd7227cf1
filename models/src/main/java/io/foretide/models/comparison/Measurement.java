package io.foretide.models.comparison;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One contender, measured once.
 *
 * @param values what could be measured; the rest is absent
 */
public record Measurement(long seed, Map<Quantity, Double> values) {
  public Measurement {
    Map<Quantity, Double> finite = new EnumMap<>(Quantity.class);
    values.forEach(
        (quantity, value) -> {
          if (Double.isFinite(value)) {
            finite.put(quantity, value);
          }
        });
    values = Collections.unmodifiableMap(finite);
  }
}
