package io.foretide.neural.training;

import io.foretide.neural.memory.FloatCopies;
import java.util.Arrays;
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
  // By level: first where the forecast is not too low, level - 1, then where it is, level.
  private final float[] slopes;

  public ForecastLoss(
      @JsonProperty("point") Point point,
      @JsonProperty("levels") double[] levels,
      @JsonProperty("horizon") int horizon) {
    this.point = point;
    this.levels = levels.clone();
    this.horizon = horizon;
    slopes = new float[2 * levels.length];
    for (int k = 0; k < levels.length; k++) {
      slopes[k] = (float) (levels[k] - 1);
      slopes[levels.length + k] = (float) levels[k];
    }
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
    return evaluate(labels, output, mask, FloatCopies.read(output), average);
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
    float[] gradients = FloatCopies.read(output);
    double score = evaluate(labels, output, mask, gradients, average);
    INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, output.shape(), 'c');
    FloatCopies.write(gradients, gradient);
    return new Pair<>(score, gradient);
  }

  @Override
  public String name() {
    return "mean and quantiles";
  }

  private double evaluate(
      INDArray labels, INDArray output, INDArray mask, float[] said, boolean average) {
    float[] targets = FloatCopies.read(labels);
    float[] units = new float[targets.length];
    Arrays.fill(units, 1);
    double loss = gradient(targets, mask == null ? units : FloatCopies.read(mask), said);
    return average ? loss / output.size(0) : loss;
  }

  /**
   * @param targets {@code [rows]}
   * @param units the mask, {@code [rows]}
   * @param said {@code [rows][1 + levels]}; afterwards the loss's gradient with respect to it
   * @return the loss, summed over rows
   */
  public double gradient(float[] targets, float[] units, float[] said) {
    int width = levels.length + 1;
    double loss = 0;
    for (int row = 0; row < targets.length; row++) {
      int at = row * width;
      if (units[row] == 0) {
        Arrays.fill(said, at, at + width, 0);
        continue;
      }
      float pull = 0;
      if (point == Point.MEAN) {
        float miss = targets[row] - said[at];
        pull = units[row] * units[row] / horizon * miss;
        loss += 0.5 * pull * miss;
      }
      said[at] = -pull;
      loss += quantiles(targets[row], units[row] / horizon / levels.length, said, at + 1);
    }
    return loss;
  }

  private double quantiles(float target, float share, float[] said, int at) {
    double sum = 0;
    for (int k = 0; k < levels.length; k++) {
      float error = target - said[at + k];
      // Whether it is above 0, from its sign: a branch that nobody foretells takes ten times as
      // long.
      int above = Float.floatToRawIntBits(0 - error) >>> 31;
      float slope = slopes[above * levels.length + k];
      sum += slope * error;
      said[at + k] = -slope * share;
    }
    return share * sum;
  }
}
