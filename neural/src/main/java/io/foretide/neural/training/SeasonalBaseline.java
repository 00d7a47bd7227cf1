package io.foretide.neural.training;

/**
 * A weighted mean of the context for every step ahead: values of the same phase of the season
 * count, the more recent the more; all others hardly, so that there is a mean where the context is
 * shorter than a season. A network learns the difference to it, so that one that has learned
 * nothing still forecasts the season.
 */
public final class SeasonalBaseline {
  private static final float OTHER_PHASES = 1e-3f;
  private static final double FADE_PER_SEASON = 0.8;

  private final int contextLength;
  private final int horizon;
  private final float[] weights;

  public SeasonalBaseline(WindowShape shape) {
    contextLength = shape.contextLength();
    horizon = shape.horizon();
    weights = new float[contextLength * horizon];
    int season = shape.step().season();
    for (int i = 0; i < contextLength; i++) {
      double seasonsAgo = (double) (contextLength - 1 - i) / season;
      float fade = (float) Math.pow(FADE_PER_SEASON, Math.floor(seasonsAgo));
      for (int h = 0; h < horizon; h++) {
        boolean samePhase = (contextLength + h - i) % season == 0;
        weights[i * horizon + h] = samePhase ? fade : fade * OTHER_PHASES;
      }
    }
  }

  /** Flat {@code [contextLength][horizon]}; the baseline is a weighted mean with these. */
  public float[] weights() {
    return weights.clone();
  }

  /**
   * @param values the scaled context, 0 where unobserved
   * @param seen 1 where observed
   * @param out written, {@code [horizon]}
   */
  void fill(float[] values, float[] seen, float[] out) {
    for (int h = 0; h < horizon; h++) {
      float sum = 0;
      float weight = 0;
      for (int i = 0; i < contextLength; i++) {
        float w = weights[i * horizon + h];
        sum += w * values[i];
        weight += w * seen[i];
      }
      out[h] = sum / Math.max(weight, MIN_WEIGHT);
    }
  }

  /** Keeps the division defined where nothing was observed. */
  public static final float MIN_WEIGHT = 1e-9f;
}
