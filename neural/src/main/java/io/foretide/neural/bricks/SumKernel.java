package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Optional;

/** What one kernel makes of the input, plus what another does, or the input itself. */
final class SumKernel implements Kernel {
  private final Kernel body;
  private final Optional<Kernel> other;
  private final Growing outputs = new Growing();
  private final Growing gradients = new Growing();

  /**
   * @param other empty where the input itself is added
   */
  SumKernel(Kernel body, Optional<Kernel> other) {
    this.body = body;
    this.other = other;
  }

  @Override
  public NativeFloats forward(NativeFloats input, Pass pass) {
    NativeFloats made = body.forward(input, pass);
    NativeFloats passed = other.isPresent() ? other.get().forward(input, pass) : input;
    NativeFloats output = outputs.of(made.size());
    output.copy(0, made, 0, made.size());
    Gemm.add((int) made.size(), passed.pointer(), output.pointer());
    return output;
  }

  @Override
  public Pass behind(Pass pass) {
    return body.behind(pass);
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    // The body may overwrite what it is given; the other needs it as it was.
    NativeFloats kept = gradients.of(outputGradient.size());
    kept.copy(0, outputGradient, 0, outputGradient.size());
    NativeFloats first = body.backward(outputGradient, inputWanted);
    NativeFloats second = other.isPresent() ? other.get().backward(kept, inputWanted) : kept;
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    Gemm.add((int) first.size(), second.pointer(), first.pointer());
    return first;
  }

  @Override
  public void close() {
    body.close();
    other.ifPresent(Kernel::close);
    outputs.close();
    gradients.close();
  }
}
