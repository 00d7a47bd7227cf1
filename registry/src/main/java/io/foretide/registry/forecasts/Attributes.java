package io.foretide.registry.forecasts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names and values that forecast series can be picked by, counted as forecasts come and go. */
final class Attributes {
  private static final int VALUES_SHOWN = 1000;

  private final Map<String, TreeMap<String, Integer>> forecasts = new TreeMap<>();

  synchronized void replace(Optional<Published> before, Optional<Published> now) {
    if (before.map(Published::attributes).equals(now.map(Published::attributes))) {
      return;
    }
    now.ifPresent(one -> one.attributes().forEach((name, value) -> count(name, value, 1)));
    before.ifPresent(one -> one.attributes().forEach((name, value) -> count(name, value, -1)));
  }

  private void count(String name, String value, int more) {
    TreeMap<String, Integer> values = forecasts.computeIfAbsent(name, n -> new TreeMap<>());
    if (values.merge(value, more, Integer::sum) == 0) {
      values.remove(value);
    }
    if (values.isEmpty()) {
      forecasts.remove(name);
    }
  }

  synchronized List<ForecastRoutes.Attribute> all() {
    List<ForecastRoutes.Attribute> all = new ArrayList<>();
    forecasts.forEach(
        (name, values) ->
            all.add(
                new ForecastRoutes.Attribute(
                    name, values.size(), values.keySet().stream().limit(VALUES_SHOWN).toList())));
    return all;
  }
}
