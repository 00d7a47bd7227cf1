package io.foretide.models.boosted;

import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tells series apart: the parts of their identity and their attributes, each as a category
 * with a number. A value that the fit did not see has none.
 *
 * @param identityParts how many parts of the identity are features, from the first
 * @param attributes names of the attributes that are features
 * @param codes per feature, identity first: the number of each value
 */
record Categories(
    int identityParts, List<String> attributes, List<? extends Map<String, Integer>> codes) {
  /** A column of more values than this would only learn them by heart. */
  private static final int MOST_VALUES = 5000;

  static final Categories NONE = new Categories(0, List.of(), List.of());

  Categories {
    attributes = List.copyOf(attributes);
    codes = List.copyOf(codes);
  }

  /** Of identity parts and attributes that take at least two values over these series. */
  static Categories of(List<Series> series) {
    int parts = series.stream().mapToInt(s -> s.id().identity().size()).max().orElse(0);
    TreeSet<String> names = new TreeSet<>();
    series.forEach(s -> names.addAll(s.attributes().keySet()));
    Categories all = new Categories(parts, List.copyOf(names), List.of());
    List<Map<String, Integer>> codes = new ArrayList<>();
    List<String> attributes = new ArrayList<>();
    for (int c = 0; c < parts + names.size(); c++) {
      TreeMap<String, Integer> numbers = new TreeMap<>();
      for (Series one : series) {
        String value = all.value(one, c);
        if (value != null) {
          numbers.put(value, 0);
        }
      }
      int next = 0;
      for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
        entry.setValue(next++);
      }
      if (c < parts) {
        codes.add(numbers);
      } else if (numbers.size() > 1 && numbers.size() <= MOST_VALUES) {
        codes.add(numbers);
        attributes.add(all.attributes.get(c - parts));
      }
    }
    return new Categories(parts, attributes, codes);
  }

  int count() {
    return codes.size();
  }

  String name(int category) {
    return category < identityParts
        ? "identity " + (category + 1)
        : attributes.get(category - identityParts);
  }

  /** The number of each of a series' values, NaN where unknown; {@code float[count()]}. */
  float[] of(Series series) {
    float[] numbers = new float[count()];
    for (int c = 0; c < numbers.length; c++) {
      String value = value(series, c);
      Integer number = value == null ? null : codes.get(c).get(value);
      numbers[c] = number == null ? Float.NaN : number;
    }
    return numbers;
  }

  private String value(Series series, int category) {
    if (category < identityParts) {
      List<String> identity = series.id().identity();
      return category < identity.size() ? identity.get(category) : null;
    }
    return series.attributes().get(attributes.get(category - identityParts));
  }
}
