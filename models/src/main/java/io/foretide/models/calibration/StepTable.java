package io.foretide.models.calibration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A number per key and step. Keys ascend; between them is interpolated, the outermost hold on. */
final class StepTable {
  private final double[] keys;
  private final double[][] rows; // [key][step]

  StepTable(double[] keys, double[][] rows) {
    this.keys = keys;
    this.rows = rows;
  }

  boolean isEmpty() {
    return keys.length == 0;
  }

  double at(double key, int h) {
    int step = Math.min(h, rows[0].length - 1);
    int above = 0;
    while (above < keys.length && keys[above] < key - 1e-9) {
      above++;
    }
    if (above == keys.length) {
      return rows[above - 1][step];
    }
    if (above == 0 || Math.abs(keys[above] - key) < 1e-9) {
      return rows[above][step];
    }
    double t = (key - keys[above - 1]) / (keys[above] - keys[above - 1]);
    return (1 - t) * rows[above - 1][step] + t * rows[above][step];
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(keys.length);
    out.writeInt(keys.length == 0 ? 0 : rows[0].length);
    for (int k = 0; k < keys.length; k++) {
      out.writeDouble(keys[k]);
      for (double value : rows[k]) {
        out.writeDouble(value);
      }
    }
  }

  static StepTable read(DataInput in) throws IOException {
    double[] keys = new double[in.readInt()];
    double[][] rows = new double[keys.length][in.readInt()];
    for (int k = 0; k < keys.length; k++) {
      keys[k] = in.readDouble();
      for (int h = 0; h < rows[k].length; h++) {
        rows[k][h] = in.readDouble();
      }
    }
    return new StepTable(keys, rows);
  }
}
