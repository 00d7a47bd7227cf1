package io.foretide.neural.bricks;

import io.foretide.neural.bricks.AttentionWeights.Lanes;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Projections over all rows at once; then, sequence by sequence, the queries that attend are put
 * together in a small matrix, and what they found is put back among the means.
 */
final class SparseAttentionKernel implements Kernel {
  private final int steps;
  private final int features;
  private final int heads;
  private final int size;
  private final int width;
  private final int count;
  private final int factor;
  private final AttentionWeights attention;
  private final Mixing mixing;
  private final QuerySelection selection;
  private final BatchMajor order;
  private final Projection inner;
  private final Projection outer;
  private final List<Growing> owned = Stream.generate(Growing::new).limit(13).toList();
  private final float[] projection;
  private final float[] samples;
  private final float[] scores;
  private final float[] some;
  private final float[] mixed;
  private final float[] means;
  private int[] chosen = {};
  private float[] shares = {};
  private float[] shareGradients = {};
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats projected = NativeFloats.NONE;
  private NativeFloats sampled = NativeFloats.NONE;
  private NativeFloats sampleScores = NativeFloats.NONE;
  private NativeFloats asking = NativeFloats.NONE;
  private NativeFloats seen = NativeFloats.NONE;
  private NativeFloats found = NativeFloats.NONE;
  private NativeFloats context = NativeFloats.NONE;
  private Pass made = Pass.inference(0);
  private int batch;

  SparseAttentionKernel(SparseAttention brick, Shape shape, Weights weights) {
    this.steps = shape.steps();
    this.features = shape.features();
    this.heads = brick.heads();
    this.size = brick.headSize();
    this.width = brick.width();
    this.factor = brick.factor();
    this.count = SparseAttention.chosen(steps, factor);
    this.attention = new AttentionWeights(heads, size, count, steps, false);
    this.mixing = new Mixing(heads, size, count, steps);
    this.selection = new QuerySelection(steps, count, (float) (1 / Math.sqrt(size)));
    this.order = new BatchMajor(shape);
    this.inner = new Projection(features, 3 * width, weights, 0);
    this.outer = new Projection(width, features, weights, 2);
    this.projection = new float[steps * 3 * width];
    this.samples = new float[count * width];
    this.scores = new float[steps * count];
    this.some = new float[count * width];
    this.mixed = new float[steps * width];
    this.means = new float[width];
  }

  private NativeFloats memory(int which, long size) {
    return owned.get(which).of(size);
  }

  private Lanes lanes(NativeFloats all, int part) {
    return new Lanes(all, part * width, 3 * width, 3 * width * steps);
  }

  private Lanes few(NativeFloats rows) {
    return new Lanes(rows, 0, width, count * width);
  }

  /** Where a sequence begins in memory of {@code rows} rows of {@code width} floats. */
  private long at(int b, int rows) {
    return (long) b * rows * width;
  }

  /** Where a sequence and head begins among chosen queries, of which one more is kept. */
  private int place(int b, int h) {
    return (b * heads + h) * (count + 1);
  }

  private long scoresAt(int b, int h) {
    return ((long) b * heads + h) * steps * count;
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    made = pass;
    batch = pass.batch();
    int rows = steps * batch;
    reserve();
    input = memory(0, (long) rows * features);
    order.pack(in, input, batch);
    projected = memory(1, (long) rows * 3 * width);
    inner.forward(rows, input, projected);
    sampled = memory(2, at(batch, count));
    sampleScores = memory(3, scoresAt(batch, 0));
    asking = memory(4, at(batch, count));
    for (int b = 0; b < batch; b++) {
      choose(b);
    }
    seen = attention.forward(few(asking), lanes(projected, 1), pass);
    found = memory(5, at(batch, count));
    mixing.forward(seen, lanes(projected, 2), few(found), batch);
    context = memory(6, (long) rows * width);
    for (int b = 0; b < batch; b++) {
      mix(b);
    }
    NativeFloats made = memory(7, (long) rows * features);
    outer.forward(rows, context, made);
    NativeFloats output = memory(8, (long) rows * features);
    order.unpack(made, output, batch);
    return output;
  }

  private void reserve() {
    if (chosen.length != place(batch, 0)) {
      chosen = new int[place(batch, 0)];
      shares = new float[chosen.length];
      shareGradients = new float[chosen.length];
    }
  }

  /** Scores all queries of a sequence over the sample, and puts together those that attend. */
  private void choose(int b) {
    projected.read((int) (3 * at(b, steps)), projection, 0, projection.length);
    for (int s = 0; s < count; s++) {
      int key = SparseAttention.sampled(s, steps, factor) * 3 * width + width;
      System.arraycopy(projection, key, samples, s * width, width);
    }
    sampled.write((int) at(b, count), samples, 0, samples.length);
    selection.of(made, b, factor);
    for (int h = 0; h < heads; h++) {
      Gemm.abT(
          steps,
          count,
          size,
          lanes(projected, 0).rows(b, h, size),
          few(sampled).rows(b, h, size),
          0,
          sampleScores.rows(scoresAt(b, h), count));
      sampleScores.read((int) scoresAt(b, h), scores, 0, scores.length);
      selection.choose(scores, chosen, shares, place(b, h));
      for (int c = 0; c < count; c++) {
        int query = chosen[place(b, h) + c] * 3 * width + h * size;
        System.arraycopy(projection, query, some, c * width + h * size, size);
      }
    }
    asking.write((int) at(b, count), some, 0, some.length);
  }

  /** The mean of a sequence's values everywhere, but for the queries that attend. */
  private void mix(int b) {
    averageValues(b);
    for (int t = 0; t < steps; t++) {
      System.arraycopy(means, 0, mixed, t * width, width);
    }
    found.read((int) at(b, count), some, 0, some.length);
    for (int h = 0; h < heads; h++) {
      for (int c = 0; c < count; c++) {
        int from = c * width + h * size;
        int to = chosen[place(b, h) + c] * width + h * size;
        float share = shares[place(b, h) + c];
        for (int u = 0; u < size; u++) {
          mixed[to + u] += share * (some[from + u] - means[h * size + u]);
        }
      }
    }
    context.write((int) at(b, steps), mixed, 0, mixed.length);
  }

  private void averageValues(int b) {
    projected.read((int) (3 * at(b, steps)), projection, 0, projection.length);
    Arrays.fill(means, 0);
    for (int t = 0; t < steps; t++) {
      if (!made.counts(t, b)) {
        continue;
      }
      int from = t * 3 * width + 2 * width;
      for (int u = 0; u < width; u++) {
        means[u] += projection[from + u];
      }
    }
    for (int u = 0; u < width; u++) {
      means[u] /= counted(b);
    }
  }

  /** Steps of a sequence that count; never none, where a mean is taken of nothing. */
  private int counted(int b) {
    int counted = 0;
    for (int t = 0; t < steps; t++) {
      counted += made.counts(t, b) ? 1 : 0;
    }
    return Math.max(1, counted);
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    int rows = steps * batch;
    NativeFloats dy = memory(7, (long) rows * features);
    order.pack(outputGradient, dy, batch);
    outer.learn(rows, context, dy);
    NativeFloats dContext = memory(9, (long) rows * width);
    outer.backward(rows, dy, dContext);

    NativeFloats dProjected = memory(10, (long) rows * 3 * width);
    NativeFloats dFound = memory(5, at(batch, count));
    for (int b = 0; b < batch; b++) {
      unmix(b, dContext, dFound, dProjected);
    }
    NativeFloats dSeen = memory(11, seen.size());
    mixing.backward(seen, lanes(projected, 2), few(dFound), dSeen, 1, lanes(dProjected, 2), batch);
    NativeFloats dAsking = memory(5, at(batch, count));
    attention.backward(dSeen, few(asking), lanes(projected, 1), few(dAsking), lanes(dProjected, 1));
    for (int b = 0; b < batch; b++) {
      chooseBack(b, dAsking, dProjected);
    }
    inner.learn(rows, input, dProjected);
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    inner.backward(rows, dProjected, dy);
    NativeFloats inputGradient = memory(12, (long) rows * features);
    order.unpack(dy, inputGradient, batch);
    return inputGradient;
  }

  /** The way back of {@link #mix}: to shares, to what was found, and through the mean to values. */
  private void unmix(int b, NativeFloats dContext, NativeFloats dFound, NativeFloats dProjected) {
    averageValues(b);
    dContext.read((int) at(b, steps), mixed, 0, mixed.length);
    found.read((int) at(b, count), some, 0, some.length);
    float[] lost = samples;
    for (int h = 0; h < heads; h++) {
      for (int c = 0; c < count; c++) {
        int from = c * width + h * size;
        int to = chosen[place(b, h) + c] * width + h * size;
        float share = shares[place(b, h) + c];
        float slope = 0;
        for (int u = 0; u < size; u++) {
          slope += mixed[to + u] * (some[from + u] - means[h * size + u]);
          some[from + u] = share * mixed[to + u];
        }
        shareGradients[place(b, h) + c] = slope;
      }
    }
    dFound.write((int) at(b, count), some, 0, some.length);
    Arrays.fill(lost, 0, width, 0);
    addRows(mixed, steps, lost, 1);
    addRows(some, count, lost, -1);
    Arrays.fill(projection, 0);
    for (int t = 0; t < steps; t++) {
      int value = t * 3 * width + 2 * width;
      for (int u = 0; made.counts(t, b) && u < width; u++) {
        projection[value + u] = lost[u] / counted(b);
      }
    }
    dProjected.write((int) (3 * at(b, steps)), projection, 0, projection.length);
  }

  private void addRows(float[] matrix, int rows, float[] sum, float sign) {
    for (int row = 0; row < rows; row++) {
      for (int u = 0; u < width; u++) {
        sum[u] += sign * matrix[row * width + u];
      }
    }
  }

  /** The way back of {@link #choose}. */
  private void chooseBack(int b, NativeFloats dAsking, NativeFloats dProjected) {
    NativeFloats dScores = sampleScores;
    NativeFloats dSampled = asking;
    selection.of(made, b, factor);
    for (int h = 0; h < heads; h++) {
      sampleScores.read((int) scoresAt(b, h), scores, 0, scores.length);
      selection.backward(scores, chosen, shares, shareGradients, place(b, h));
      dScores.write((int) scoresAt(b, h), scores, 0, scores.length);
      Gemm.ab(
          steps,
          size,
          count,
          dScores.rows(scoresAt(b, h), count),
          few(sampled).rows(b, h, size),
          0,
          lanes(dProjected, 0).rows(b, h, size));
      Gemm.aTb(
          count,
          size,
          steps,
          dScores.rows(scoresAt(b, h), count),
          lanes(projected, 0).rows(b, h, size),
          0,
          few(dSampled).rows(b, h, size));
    }
    scatter(b, dAsking, dSampled, dProjected);
  }

  private void scatter(
      int b, NativeFloats dAsking, NativeFloats dSampled, NativeFloats dProjected) {
    dProjected.read((int) (3 * at(b, steps)), projection, 0, projection.length);
    dAsking.read((int) at(b, count), some, 0, some.length);
    dSampled.read((int) at(b, count), samples, 0, samples.length);
    for (int c = 0; c < count; c++) {
      for (int h = 0; h < heads; h++) {
        int query = chosen[place(b, h) + c] * 3 * width + h * size;
        for (int u = 0; u < size; u++) {
          projection[query + u] += some[c * width + h * size + u];
        }
      }
      int key = SparseAttention.sampled(c, steps, factor) * 3 * width + width;
      for (int u = 0; u < width; u++) {
        projection[key + u] += samples[c * width + u];
      }
    }
    dProjected.write((int) (3 * at(b, steps)), projection, 0, projection.length);
  }

  @Override
  public void close() {
    attention.close();
    owned.forEach(Growing::close);
  }
}
