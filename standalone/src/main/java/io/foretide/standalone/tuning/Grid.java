package io.foretide.standalone.tuning;

import io.foretide.runtime.CodedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The values to be tried of each setting, and their combinations. */
public final class Grid {
  private final Map<String, List<String>> values;

  private Grid(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * @param axes each {@code name=value,value …}; with a semicolon in it, values may hold commas
   * @param names of the kind's settings, by which an axis may go in short
   * @throws CodedException FT-1711 if one of them cannot be read
   */
  public static Grid of(List<String> axes, SettingNames names) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String axis : axes) {
      int equals = axis.indexOf('=');
      if (equals < 1 || equals == axis.length() - 1) {
        throw new CodedException(
            "FT-1711", "\"" + axis + "\" is no --grid; write one as learningRate=0.001,0.0001");
      }
      String name = names.full(axis.substring(0, equals).strip());
      String text = axis.substring(equals + 1);
      List<String> some = new ArrayList<>();
      for (String value : text.split(text.contains(";") ? ";" : ",")) {
        if (!value.isBlank() && !some.contains(value.strip())) {
          some.add(value.strip());
        }
      }
      if (some.isEmpty() || values.put(name, some) != null) {
        throw new CodedException(
            "FT-1711",
            "--grid " + axis + ": give each setting once, with the values that are to be tried");
      }
    }
    return new Grid(values);
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Every combination; the last setting changes fastest. One empty one of an empty grid. */
  public List<Map<String, String>> points() {
    List<Map<String, String>> points = List.of(Map.of());
    for (Map.Entry<String, List<String>> axis : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : axis.getValue()) {
          Map<String, String> more = new LinkedHashMap<>(point);
          more.put(axis.getKey(), value);
          longer.add(more);
        }
      }
      points = longer;
    }
    return points;
  }

  /** At most {@code count} combinations, drawn evenly, in the order of the grid. */
  public List<Map<String, String>> draw(int count, long seed) {
    List<Map<String, String>> all = points();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    return order.stream().limit(count).sorted().map(all::get).toList();
  }
}
