package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.ArrayList;
import java.util.List;

/**
 * What a brick makes of its input, plus the input (He et al. 2016). Where the brick changes the
 * number of features, a linear map of the input is added instead.
 */
@JsonTypeName("residual")
public record Residual(Brick body) implements Brick {
  @Override
  public Shape output(Shape input) {
    Shape output = body.output(input);
    if (output.steps() != input.steps()) {
      throw new IllegalArgumentException(
          "a residual brick keeps the number of steps; its body makes " + output + " of " + input);
    }
    return output;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    body.parameters(input).forEach(p -> all.add(p.in("body")));
    if (maps(input)) {
      map(input).parameters(input).forEach(p -> all.add(p.in("map")));
    }
    return all;
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    int own = body.parameters(input).size();
    Kernel inner = body.kernel(input, weights.part(0, own), seed);
    List<Kernel> map =
        maps(input) ? List.of(map(input).kernel(input, weights.part(own, 2), seed)) : List.of();
    return new ResidualKernel(inner, map);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int own = body.parameters(input).size();
    String made = body.export(g, value, input, weights.part(0, own));
    String shortcut =
        maps(input) ? map(input).export(g, value, input, weights.part(own, 2)) : value;
    return g.add(made, shortcut);
  }

  private boolean maps(Shape input) {
    return output(input).features() != input.features();
  }

  private Dense map(Shape input) {
    return Dense.linear(output(input).features());
  }

  private static final class ResidualKernel implements Kernel {
    private final Kernel body;
    private final List<Kernel> map;
    private final Growing outputs = new Growing();
    private final Growing gradients = new Growing();

    ResidualKernel(Kernel body, List<Kernel> map) {
      this.body = body;
      this.map = map;
    }

    @Override
    public NativeFloats forward(NativeFloats input, Pass pass) {
      NativeFloats made = body.forward(input, pass);
      NativeFloats shortcut = map.isEmpty() ? input : map.get(0).forward(input, pass);
      NativeFloats output = outputs.of(made.size());
      output.copy(0, made, 0, made.size());
      Gemm.add((int) made.size(), shortcut.pointer(), output.pointer());
      return output;
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      // The body may overwrite what it is given; the shortcut needs it as it was.
      NativeFloats kept = gradients.of(outputGradient.size());
      kept.copy(0, outputGradient, 0, outputGradient.size());
      NativeFloats first = body.backward(outputGradient, inputWanted);
      NativeFloats second = map.isEmpty() ? kept : map.get(0).backward(kept, inputWanted);
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      Gemm.add((int) first.size(), second.pointer(), first.pointer());
      return first;
    }

    @Override
    public void close() {
      body.close();
      map.forEach(Kernel::close);
      outputs.close();
      gradients.close();
    }
  }
}
