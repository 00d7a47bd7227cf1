package io.foretide.neural.bricks;

import io.foretide.neural.bricks.AttentionWeights.Lanes;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/** As {@link SelfAttentionKernel}, but that values are mixed once, by the mean of the heads. */
final class InterpretableAttentionKernel implements Kernel {
  private final int steps;
  private final int features;
  private final int heads;
  private final int size;
  private final int width;
  private final int queries;
  private final AttentionWeights attention;
  private final Mixing mixing;
  private final BatchMajor order;
  private final BatchMajor outerOrder;
  private final Projection inner;
  private final Projection outer;
  private final Growing inputs = new Growing();
  private final Growing projections = new Growing();
  private final Growing means = new Growing();
  private final Growing contexts = new Growing();
  private final Growing packed = new Growing();
  private final Growing outputs = new Growing();
  private final Growing contextGradients = new Growing();
  private final Growing meanGradients = new Growing();
  private final Growing weightGradients = new Growing();
  private final Growing projectionGradients = new Growing();
  private final Growing packedGradients = new Growing();
  private final Growing inputGradients = new Growing();
  private final float[] sum;
  private final float[] one;
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats projected = NativeFloats.NONE;
  private NativeFloats mean = NativeFloats.NONE;
  private NativeFloats context = NativeFloats.NONE;
  private int batch;

  InterpretableAttentionKernel(InterpretableAttention brick, Shape shape, Weights weights) {
    this.steps = shape.steps();
    this.features = shape.features();
    this.heads = brick.heads();
    this.size = brick.headSize();
    this.width = brick.width();
    this.queries = brick.queries();
    this.attention = new AttentionWeights(heads, size, queries, steps, true);
    this.mixing = new Mixing(1, size, queries, steps);
    this.order = new BatchMajor(shape);
    this.outerOrder = new BatchMajor(brick.output(shape));
    this.inner = new Projection(features, width, weights, 0);
    this.outer = new Projection(size, features, weights, 2);
    this.sum = new float[queries * steps];
    this.one = new float[queries * steps];
  }

  private Lanes queries(NativeFloats projection) {
    return new Lanes(projection, (steps - queries) * width, width, steps * width);
  }

  private Lanes keys(NativeFloats projection) {
    return new Lanes(projection, heads * size, width, steps * width);
  }

  private Lanes values(NativeFloats projection) {
    return new Lanes(projection, 2 * heads * size, width, steps * width);
  }

  private long pair(int b) {
    return (long) b * queries * steps;
  }

  private Lanes made(NativeFloats mixed) {
    return new Lanes(mixed, 0, size, queries * size);
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    batch = pass.batch();
    int rows = steps * batch;
    input = inputs.of((long) rows * features);
    order.pack(in, input, batch);
    projected = projections.of((long) rows * width);
    inner.forward(rows, input, projected);
    average(attention.forward(queries(projected), keys(projected), pass));
    context = contexts.of((long) batch * queries * size);
    mixing.forward(mean, values(projected), made(context), batch);
    NativeFloats made = packed.of((long) batch * queries * features);
    outer.forward(batch * queries, context, made);
    NativeFloats output = outputs.of(made.size());
    outerOrder.unpack(made, output, batch);
    return output;
  }

  @Override
  public Pass behind(Pass pass) {
    return pass.of(steps - queries, queries);
  }

  private void average(NativeFloats seen) {
    mean = means.of((long) batch * queries * steps);
    for (int b = 0; b < batch; b++) {
      Arrays.fill(sum, 0);
      for (int h = 0; h < heads; h++) {
        seen.read((int) attention.pair(b, h), one, 0, one.length);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += one[i];
        }
      }
      scale();
      mean.write((int) pair(b), sum, 0, sum.length);
    }
  }

  private void scale() {
    float share = 1f / heads;
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= share;
    }
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    NativeFloats dy = packed.of(outputGradient.size());
    outerOrder.pack(outputGradient, dy, batch);
    outer.learn(batch * queries, context, dy);
    NativeFloats dContext = contextGradients.of(context.size());
    outer.backward(batch * queries, dy, dContext);

    NativeFloats dMean = meanGradients.of(mean.size());
    NativeFloats dProjected = projectionGradients.of(projected.size());
    // Queries of the steps that do not ask have no gradient.
    dProjected.fill(0, (int) dProjected.size(), 0);
    mixing.backward(mean, values(projected), made(dContext), dMean, 0, values(dProjected), batch);
    attention.backward(
        spread(dMean), queries(projected), keys(projected), queries(dProjected), keys(dProjected));

    int rows = steps * batch;
    inner.learn(rows, input, dProjected);
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    NativeFloats dx = packedGradients.of((long) rows * features);
    inner.backward(rows, dProjected, dx);
    NativeFloats inputGradient = inputGradients.of((long) rows * features);
    order.unpack(dx, inputGradient, batch);
    return inputGradient;
  }

  /** The gradient of the mean, shared out to the heads. */
  private NativeFloats spread(NativeFloats dMean) {
    NativeFloats dSeen = weightGradients.of(dMean.size() * heads);
    for (int b = 0; b < batch; b++) {
      dMean.read((int) pair(b), sum, 0, sum.length);
      scale();
      for (int h = 0; h < heads; h++) {
        dSeen.write((int) attention.pair(b, h), sum, 0, sum.length);
      }
    }
    return dSeen;
  }

  @Override
  public void close() {
    attention.close();
    for (Growing memory :
        new Growing[] {
          inputs,
          projections,
          means,
          contexts,
          packed,
          outputs,
          contextGradients,
          meanGradients,
          weightGradients,
          projectionGradients,
          packedGradients,
          inputGradients
        }) {
      memory.close();
    }
  }
}
