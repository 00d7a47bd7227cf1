package io.foretide.neural.bricks;

import io.foretide.neural.bricks.AttentionWeights.Lanes;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.List;
import java.util.stream.Stream;

/** As {@link SelfAttentionKernel}, with keys and values from elsewhere. */
final class CrossAttentionKernel implements Kernel {
  private final Kernel asking;
  private final Kernel answering;
  private final Shape asked;
  private final Shape answered;
  private final int width;
  private final AttentionWeights attention;
  private final Mixing mixing;
  private final BatchMajor askedOrder;
  private final BatchMajor answeredOrder;
  private final Projection toQueries;
  private final Projection toKeys;
  private final Projection outer;
  private final List<Growing> owned = Stream.generate(Growing::new).limit(14).toList();
  private NativeFloats question = NativeFloats.NONE;
  private NativeFloats memory = NativeFloats.NONE;
  private NativeFloats queries = NativeFloats.NONE;
  private NativeFloats keys = NativeFloats.NONE;
  private NativeFloats seen = NativeFloats.NONE;
  private NativeFloats context = NativeFloats.NONE;
  private int batch;

  CrossAttentionKernel(
      CrossAttention brick, Shape input, Weights weights, Kernel asking, Kernel answering) {
    this.asking = asking;
    this.answering = answering;
    this.asked = brick.asking().output(input);
    this.answered = brick.answering().output(input);
    int heads = brick.heads();
    int size = brick.headSize();
    this.width = brick.width();
    this.attention = new AttentionWeights(heads, size, asked.steps(), answered.steps(), false);
    this.mixing = new Mixing(heads, size, asked.steps(), answered.steps());
    this.askedOrder = new BatchMajor(asked);
    this.answeredOrder = new BatchMajor(answered);
    this.toQueries = new Projection(asked.features(), width, weights, 0);
    this.toKeys = new Projection(answered.features(), 2 * width, weights, 2);
    this.outer = new Projection(width, asked.features(), weights, 4);
  }

  private NativeFloats own(int which, long size) {
    return owned.get(which).of(size);
  }

  private Lanes queries(NativeFloats all) {
    return new Lanes(all, 0, width, asked.steps() * width);
  }

  /** Keys are part 0, values part 1. */
  private Lanes answers(NativeFloats all, int part) {
    return new Lanes(all, part * width, 2 * width, answered.steps() * 2 * width);
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    batch = pass.batch();
    int rows = asked.steps() * batch;
    int answers = answered.steps() * batch;
    NativeFloats x = asking.forward(in, pass);
    question = own(0, x.size());
    askedOrder.pack(x, question, batch);
    NativeFloats m = answering.forward(in, pass);
    memory = own(1, m.size());
    answeredOrder.pack(m, memory, batch);
    queries = own(2, (long) rows * width);
    toQueries.forward(rows, question, queries);
    keys = own(3, (long) answers * 2 * width);
    toKeys.forward(answers, memory, keys);
    seen = attention.forward(queries(queries), answers(keys, 0), answering.behind(pass));
    context = own(4, (long) rows * width);
    mixing.forward(seen, answers(keys, 1), queries(context), batch);
    NativeFloats made = own(5, question.size());
    outer.forward(rows, context, made);
    Gemm.add((int) made.size(), question.pointer(), made.pointer());
    NativeFloats output = own(6, made.size());
    askedOrder.unpack(made, output, batch);
    return output;
  }

  @Override
  public Pass behind(Pass pass) {
    return asking.behind(pass);
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    int rows = asked.steps() * batch;
    int answers = answered.steps() * batch;
    NativeFloats dy = own(5, question.size());
    askedOrder.pack(outputGradient, dy, batch);
    outer.learn(rows, context, dy);
    NativeFloats dContext = own(7, context.size());
    outer.backward(rows, dy, dContext);
    NativeFloats dSeen = own(8, seen.size());
    NativeFloats dKeys = own(9, keys.size());
    mixing.backward(seen, answers(keys, 1), queries(dContext), dSeen, 0, answers(dKeys, 1), batch);
    NativeFloats dQueries = own(10, queries.size());
    attention.backward(
        dSeen, queries(queries), answers(keys, 0), queries(dQueries), answers(dKeys, 0));
    toQueries.learn(rows, question, dQueries);
    toKeys.learn(answers, memory, dKeys);

    NativeFloats dQuestion = own(11, question.size());
    toQueries.backward(rows, dQueries, dQuestion);
    Gemm.add((int) dy.size(), dy.pointer(), dQuestion.pointer());
    NativeFloats dx = own(6, question.size());
    askedOrder.unpack(dQuestion, dx, batch);
    NativeFloats first = asking.backward(dx, inputWanted);

    NativeFloats dMemory = own(12, memory.size());
    toKeys.backward(answers, dKeys, dMemory);
    NativeFloats dm = own(13, memory.size());
    answeredOrder.unpack(dMemory, dm, batch);
    NativeFloats second = answering.backward(dm, inputWanted);
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    Gemm.add((int) first.size(), second.pointer(), first.pointer());
    return first;
  }

  @Override
  public void close() {
    asking.close();
    answering.close();
    attention.close();
    owned.forEach(Growing::close);
  }
}
