package io.foretide.registry.pictures;

import java.util.List;

/** Which of many names along an axis are written, so that none touches another. */
final class Places {
  private Places() {}

  /** Receives a name that is written. */
  interface Writer {
    void write(int index, String name);
  }

  /**
   * @param room for each name
   * @param needed by a name
   */
  static void choose(List<String> names, double room, double needed, Writer writer) {
    int stride = (int) Math.max(1, Math.ceil(needed / room));
    for (int i = first(names, stride); i < names.size(); i += stride) {
      writer.write(i, names.get(i));
    }
  }

  /** So that step 0, the cutoff, is among those that are written. */
  private static int first(List<String> names, int stride) {
    return Math.max(0, names.indexOf("0")) % stride;
  }

  /** The widest of the names as text. */
  static double widest(List<String> names) {
    return names.stream().mapToDouble(Svg::widthOf).max().orElse(0);
  }
}
