package io.foretide.neural.bricks;

import java.util.Arrays;

/**
 * Which queries of one sequence and head attend, and how far, by their scores over the sample; with
 * the way back. See {@link SparseAttention}.
 */
final class QuerySelection {
  private final int steps;
  private final int count;
  private final float scale;
  private final float[] particular;
  private final float[] sorted;
  private final int[] highest;
  private final float[] slopes;
  private final boolean[] asks;
  private final boolean[] sampled;
  private int samples;

  /**
   * @param count sampled keys, and queries that attend
   * @param scale of the scores
   */
  QuerySelection(int steps, int count, float scale) {
    this.steps = steps;
    this.count = count;
    this.scale = scale;
    this.particular = new float[steps];
    this.sorted = new float[steps];
    this.highest = new int[steps];
    this.slopes = new float[steps];
    this.asks = new boolean[steps];
    this.sampled = new boolean[count];
  }

  /** From now on, of a sequence of which some steps may not count. */
  void of(Pass pass, int sequence, int factor) {
    for (int i = 0; i < steps; i++) {
      asks[i] = pass.counts(i, sequence);
    }
    samples = 0;
    for (int j = 0; j < count; j++) {
      sampled[j] = asks[SparseAttention.sampled(j, steps, factor)];
      samples += sampled[j] ? 1 : 0;
    }
  }

  /**
   * @param scores {@code [steps][count]}, not yet scaled
   * @param chosen written at {@code from}: the {@code count} queries that attend, then the first
   *     that does not
   * @param shares written, {@code [count]} from {@code from}: how far each attends, up to 1
   */
  void choose(float[] scores, int[] chosen, float[] shares, int from) {
    rank(scores);
    System.arraycopy(particular, 0, sorted, 0, steps);
    Arrays.sort(sorted);
    float threshold = sorted[steps - 1 - count];
    int found = 0;
    int last = 0;
    for (int i = 0; i < steps; i++) {
      if (particular[i] > threshold) {
        chosen[from + found] = i;
        shares[from + found++] = Math.min(1, (particular[i] - threshold) / SparseAttention.FADE);
      } else if (particular[i] == threshold) {
        last = i;
      }
    }
    // Others that are as particular as the first that does not attend: their share is none.
    for (; found < count; found++) {
      chosen[from + found] = last;
      shares[from + found] = 0;
    }
    chosen[from + count] = last;
  }

  private void rank(float[] scores) {
    for (int i = 0; i < steps; i++) {
      int most = -1;
      float sum = 0;
      for (int j = 0; j < count; j++) {
        int at = i * count + j;
        if (sampled[j]) {
          sum += scores[at];
          most = most < 0 || scores[at] > scores[most] ? at : most;
        }
      }
      particular[i] = most < 0 ? 0 : scale * (scores[most] - sum / samples);
      particular[i] = asks[i] ? particular[i] : AttentionWeights.UNSEEN;
      highest[i] = most;
    }
  }

  /**
   * @param scores of the forward pass; overwritten with the gradient with respect to them
   * @param shareGradients with respect to the shares, from {@code from} on
   */
  void backward(float[] scores, int[] chosen, float[] shares, float[] shareGradients, int from) {
    rank(scores);
    Arrays.fill(slopes, 0);
    for (int c = from; c < from + count; c++) {
      if (shares[c] > 0 && shares[c] < 1) {
        float slope = shareGradients[c] / SparseAttention.FADE;
        slopes[chosen[c]] += slope;
        slopes[chosen[from + count]] -= slope;
      }
    }
    for (int i = 0; i < steps; i++) {
      float slope = asks[i] && samples > 0 ? scale * slopes[i] : 0;
      for (int j = 0; j < count; j++) {
        scores[i * count + j] = sampled[j] ? -slope / samples : 0;
      }
      if (slope != 0) {
        scores[highest[i]] += slope;
      }
    }
  }
}
