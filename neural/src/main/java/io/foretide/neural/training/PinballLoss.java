package io.foretide.neural.training;

import io.foretide.neural.layers.FloatCopies;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Quantile loss (Koenker and Bassett 1978), averaged over levels and over the steps of the horizon:
 * with target y and forecast q of level p it is max(p (y - q), (p - 1) (y - q)).
 *
 * <p>Targets are {@code [rows, 1]}, outputs {@code [rows, levels]}; the output's activation must be
 * the identity.
 */
public final class PinballLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final double[] levels;
  private final int horizon;

  public PinballLoss(
      @JsonProperty("levels") double[] levels, @JsonProperty("horizon") int horizon) {
    this.levels = levels.clone();
    this.horizon = horizon;
  }

  public double[] getLevels() {
    return levels.clone();
  }

  public int getHorizon() {
    return horizon;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    return evaluate(labels, output, mask, null, average);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    throw new UnsupportedOperationException("scores by example are not computed");
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    return computeGradientAndScore(labels, output, activation, mask, false).getSecond();
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    float[] slopes = new float[(int) output.length()];
    double score = evaluate(labels, output, mask, slopes, average);
    INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, output.shape(), 'c');
    FloatCopies.write(slopes, gradient);
    return new Pair<>(score, gradient);
  }

  @Override
  public String name() {
    return "pinball";
  }

  private double evaluate(
      INDArray labels, INDArray output, INDArray mask, float[] slopes, boolean average) {
    float[] y = FloatCopies.read(labels);
    float[] q = FloatCopies.read(output);
    float[] m = mask == null ? null : FloatCopies.read(mask);
    float share = 1f / (levels.length * horizon);
    double loss = 0;
    for (int row = 0; row < y.length; row++) {
      if (m != null && m[row] == 0) {
        continue;
      }
      for (int k = 0; k < levels.length; k++) {
        int at = row * levels.length + k;
        float error = y[row] - q[at];
        double slope = error > 0 ? levels[k] : levels[k] - 1;
        loss += slope * error;
        if (slopes != null) {
          slopes[at] = (float) -slope * share;
        }
      }
    }
    loss *= share;
    return average ? loss / output.size(0) : loss;
  }
}
