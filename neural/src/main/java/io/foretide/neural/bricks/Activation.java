package io.foretide.neural.bricks;

import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Activations;

/** A function of every value by itself. */
public enum Activation {
  IDENTITY {
    @Override
    void apply(float[] values, int length) {}

    @Override
    void slope(float[] outputs, float[] gradients, int length) {}

    @Override
    String export(OnnxGraph g, String value) {
      return value;
    }
  },
  RELU {
    @Override
    void apply(float[] values, int length) {
      for (int i = 0; i < length; i++) {
        values[i] = Math.max(0f, values[i]);
      }
    }

    @Override
    void slope(float[] outputs, float[] gradients, int length) {
      for (int i = 0; i < length; i++) {
        gradients[i] = outputs[i] > 0 ? gradients[i] : 0;
      }
    }

    @Override
    String export(OnnxGraph g, String value) {
      return g.relu(value);
    }
  },
  /** exp(x) - 1 below 0, x from there on (Clevert et al. 2016, equation 15). */
  ELU {
    @Override
    void apply(float[] values, int length) {
      for (int i = 0; i < length; i++) {
        // exp(x) - 1 = 2 t / (1 - t) of t = tanh(x / 2), exact also where exp(x) is nearly 1.
        float t = Activations.tanh(0.5f * Math.min(0f, values[i]));
        values[i] = Math.max(0f, values[i]) + 2 * t / (1 - t);
      }
    }

    @Override
    void slope(float[] outputs, float[] gradients, int length) {
      for (int i = 0; i < length; i++) {
        gradients[i] *= 1 + Math.min(0f, outputs[i]);
      }
    }

    @Override
    String export(OnnxGraph g, String value) {
      return g.op("Elu", value);
    }
  },
  TANH {
    @Override
    void apply(float[] values, int length) {
      Activations.tanh(values, 0, length);
    }

    @Override
    void slope(float[] outputs, float[] gradients, int length) {
      for (int i = 0; i < length; i++) {
        gradients[i] *= 1 - outputs[i] * outputs[i];
      }
    }

    @Override
    String export(OnnxGraph g, String value) {
      return g.op("Tanh", value);
    }
  },
  SIGMOID {
    @Override
    void apply(float[] values, int length) {
      Activations.sigmoid(values, 0, length);
    }

    @Override
    void slope(float[] outputs, float[] gradients, int length) {
      for (int i = 0; i < length; i++) {
        gradients[i] *= outputs[i] * (1 - outputs[i]);
      }
    }

    @Override
    String export(OnnxGraph g, String value) {
      return g.op("Sigmoid", value);
    }
  };

  /** In place, on the first {@code length} values. */
  abstract void apply(float[] values, int length);

  /** Multiplies gradients by the derivative, which follows from the function's own output. */
  abstract void slope(float[] outputs, float[] gradients, int length);

  abstract String export(OnnxGraph graph, String value);
}
