package io.foretide.registry.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values along an axis, with round numbers to mark. */
final class Scale {
  private final double least;
  private final double most;
  private final double stride;

  private Scale(double least, double most, double stride) {
    this.least = least;
    this.most = most;
    this.stride = stride;
  }

  /** From a round number at or below the least value to one at or above the most. */
  static Scale around(double least, double most, int marks) {
    double span = most > least ? most - least : Math.max(1e-9, Math.abs(most));
    double power = Math.pow(10, Math.floor(Math.log10(span / marks)));
    double stride = 10 * power;
    for (double nice : new double[] {1, 2, 2.5, 5}) {
      if (span / (nice * power) <= marks) {
        stride = nice * power;
        break;
      }
    }
    double from = Math.floor(least / stride + 1e-9) * stride;
    double to = Math.ceil((most > least ? most : least + span) / stride - 1e-9) * stride;
    return new Scale(from, to, stride);
  }

  /** 0 at the lower end, 1 at the upper. */
  double share(double value) {
    return (value - least) / (most - least);
  }

  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    for (long i = Math.round(least / stride); i * stride <= most + stride / 1e6; i++) {
      marks.add(i * stride);
    }
    return marks;
  }

  /** Three digits that count: 0.0213, 4.3, 12,300, 1.2M. */
  static String text(double value) {
    double size = Math.abs(value);
    if (size >= 1e6) {
      boolean billions = size >= 1e9;
      return trimmed(value / (billions ? 1e9 : 1e6), 1) + (billions ? "G" : "M");
    }
    if (size >= 100 || value == 0) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    if (size < 1e-5) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return trimmed(value, 2 - (int) Math.floor(Math.log10(size)));
  }

  private static String trimmed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
