package io.foretide.neural.training;

import io.foretide.neural.memory.FloatCopies;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The loss of a forecast, averaged over the steps of the horizon: the average over levels of the
 * quantile loss (Koenker and Bassett 1978), which for target y and forecast q of level p is max(p
 * (y - q), (p - 1) (y - q)); plus, where the {@link Point} is the mean, half its squared error.
 *
 * <p>Targets are {@code [rows, 1]}; outputs {@code [rows, 1 + levels]}, the mean first; the mask
 * {@code [rows, 1]} says how large the row's unit is in the unit that the loss is measured in, 0
 * where nothing was observed: it multiplies the errors, so that quantile losses count by it and
 * squared errors by its square. The output's activation must be the identity.
 */
public final class ForecastLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final Point point;
  private final double[] levels;
  private final int horizon;

  public ForecastLoss(
      @JsonProperty("point") Point point,
      @JsonProperty("levels") double[] levels,
      @JsonProperty("horizon") int horizon) {
    this.point = point;
    this.levels = levels.clone();
    this.horizon = horizon;
  }

  public Point getPoint() {
    return point;
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
    return "mean and quantiles";
  }

  private double evaluate(
      INDArray labels, INDArray output, INDArray mask, float[] slopes, boolean average) {
    float[] y = FloatCopies.read(labels);
    float[] said = FloatCopies.read(output);
    float[] weights = mask == null ? null : FloatCopies.read(mask);
    int width = levels.length + 1;
    double loss = 0;
    for (int row = 0; row < y.length; row++) {
      float unit = weights == null ? 1 : weights[row];
      if (unit == 0) {
        continue;
      }
      int at = row * width;
      if (point == Point.MEAN) {
        float miss = y[row] - said[at];
        float pull = unit * unit / horizon * miss;
        loss += 0.5 * pull * miss;
        if (slopes != null) {
          slopes[at] = -pull;
        }
      }
      float share = unit / horizon / levels.length;
      for (int k = 1; k <= levels.length; k++) {
        float error = y[row] - said[at + k];
        double slope = error > 0 ? levels[k - 1] : levels[k - 1] - 1;
        loss += share * slope * error;
        if (slopes != null) {
          slopes[at + k] = (float) -slope * share;
        }
      }
    }
    return average ? loss / output.size(0) : loss;
  }
}
