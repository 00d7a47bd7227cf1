package io.foretide.ingest.market;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import java.util.Arrays;

/**
 * A sum of doubles without rounding on the way: the same for every order of its terms. It is kept
 * as partial sums that do not overlap (Shewchuk 1997, "Adaptive Precision Floating-Point
 * Arithmetic", grow-expansion) and rounded once, when it is read.
 */
final class ExactSum {
  private double[] partials = new double[2];
  private int count;

  void add(double term) {
    double x = term;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double y = partials[i];
      double high = x + y;
      double low = Math.abs(x) < Math.abs(y) ? x - (high - y) : y - (high - x);
      if (low != 0) {
        partials[kept++] = low;
      }
      x = high;
    }
    if (kept == partials.length) {
      partials = Arrays.copyOf(partials, kept * 2);
    }
    partials[kept++] = x;
    count = kept;
  }

  /** The sum, rounded to the nearest double, ties to even. */
  double value() {
    if (count == 0) {
      return 0;
    }
    int i = count - 1;
    double high = partials[i];
    double low = 0;
    while (i > 0) {
      double x = high;
      double y = partials[--i];
      high = x + y;
      low = y - (high - x);
      if (low != 0) {
        break;
      }
    }
    // Half way between two doubles, what lies further down decides.
    if (i > 0 && (low < 0 && partials[i - 1] < 0 || low > 0 && partials[i - 1] > 0)) {
      double twice = low * 2;
      double moved = high + twice;
      if (twice == moved - high) {
        high = moved;
      }
    }
    return high;
  }

  void write(BinaryOut out) {
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeDouble(partials[i]);
    }
  }

  static ExactSum read(BinaryIn in) {
    ExactSum sum = new ExactSum();
    sum.count = in.readCount();
    sum.partials = new double[Math.max(2, sum.count)];
    for (int i = 0; i < sum.count; i++) {
      sum.partials[i] = in.readDouble();
    }
    return sum;
  }
}
