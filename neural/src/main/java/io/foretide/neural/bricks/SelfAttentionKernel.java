package io.foretide.neural.bricks;

import io.foretide.neural.bricks.AttentionWeights.Lanes;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/**
 * Projections over all rows at once, and two small products per sequence and head between them, on
 * memory in which a sequence is one matrix.
 */
final class SelfAttentionKernel implements Kernel {
  private final int steps;
  private final int features;
  private final int width;
  private final AttentionWeights attention;
  private final Mixing mixing;
  private final BatchMajor order;
  private final Projection inner;
  private final Projection outer;
  private final Growing inputs = new Growing();
  private final Growing projections = new Growing();
  private final Growing contexts = new Growing();
  private final Growing packed = new Growing();
  private final Growing outputs = new Growing();
  private final Growing contextGradients = new Growing();
  private final Growing weightGradients = new Growing();
  private final Growing projectionGradients = new Growing();
  private final Growing inputGradients = new Growing();
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats projected = NativeFloats.NONE;
  private NativeFloats context = NativeFloats.NONE;
  private NativeFloats seen = NativeFloats.NONE;
  private int batch;

  SelfAttentionKernel(SelfAttention brick, Shape shape, Weights weights) {
    this.steps = shape.steps();
    this.features = shape.features();
    int heads = brick.heads();
    int size = brick.headSize();
    this.width = brick.width();
    this.attention = new AttentionWeights(heads, size, steps, steps, brick.causal());
    this.mixing = new Mixing(heads, size, steps, steps);
    this.order = new BatchMajor(shape);
    this.inner = new Projection(features, 3 * width, weights, 0);
    this.outer = new Projection(width, features, weights, 2);
  }

  private Lanes lanes(NativeFloats projection, int part) {
    return new Lanes(projection, part * width, 3 * width, 3 * width * steps);
  }

  private Lanes made(NativeFloats mixed) {
    return new Lanes(mixed, 0, width, width * steps);
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    batch = pass.batch();
    int rows = steps * batch;
    input = inputs.of((long) rows * features);
    order.pack(in, input, batch);
    projected = projections.of((long) rows * 3 * width);
    inner.forward(rows, input, projected);
    seen = attention.forward(lanes(projected, 0), lanes(projected, 1), pass);
    context = contexts.of((long) rows * width);
    mixing.forward(seen, lanes(projected, 2), made(context), batch);
    NativeFloats made = packed.of((long) rows * features);
    outer.forward(rows, context, made);
    NativeFloats output = outputs.of((long) rows * features);
    order.unpack(made, output, batch);
    return output;
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    int rows = steps * batch;
    NativeFloats dy = packed.of((long) rows * features);
    order.pack(outputGradient, dy, batch);
    outer.learn(rows, context, dy);
    NativeFloats dContext = contextGradients.of((long) rows * width);
    outer.backward(rows, dy, dContext);
    NativeFloats dSeen = weightGradients.of(seen.size());
    NativeFloats dProjected = projectionGradients.of((long) rows * 3 * width);
    mixing.backward(
        seen, lanes(projected, 2), made(dContext), dSeen, 0, lanes(dProjected, 2), batch);
    attention.backward(
        dSeen,
        lanes(projected, 0),
        lanes(projected, 1),
        lanes(dProjected, 0),
        lanes(dProjected, 1));

    inner.learn(rows, input, dProjected);
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    inner.backward(rows, dProjected, dy);
    NativeFloats inputGradient = inputGradients.of((long) rows * features);
    order.unpack(dy, inputGradient, batch);
    return inputGradient;
  }

  @Override
  public void close() {
    attention.close();
    for (Growing memory :
        new Growing[] {
          inputs,
          projections,
          contexts,
          packed,
          outputs,
          contextGradients,
          weightGradients,
          projectionGradients,
          inputGradients
        }) {
      memory.close();
    }
  }
}
