package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.NativeFloats;
import java.util.ArrayList;
import java.util.List;

/** One brick after the other. */
@JsonTypeName("sequence")
public record Sequence(List<Brick> bricks) implements Brick {
  public Sequence {
    bricks = List.copyOf(bricks);
  }

  public static Sequence of(Brick... bricks) {
    return new Sequence(List.of(bricks));
  }

  @Override
  public Shape output(Shape input) {
    Shape shape = input;
    for (Brick brick : bricks) {
      shape = brick.output(shape);
    }
    return shape;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    for (Part part : parts(input)) {
      part.brick().parameters(part.input()).forEach(p -> all.add(p.in(part.place())));
    }
    return all;
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    List<Kernel> kernels = new ArrayList<>();
    int at = 0;
    int first = 0;
    for (Part part : parts(input)) {
      int count = part.brick().parameters(part.input()).size();
      if (at == 0 && count > 0) {
        first = kernels.size();
      }
      long own = 31 * seed + kernels.size() + 1;
      kernels.add(part.brick().kernel(part.input(), weights.part(at, count), own));
      at += count;
    }
    return new SequenceKernel(kernels, first);
  }

  @Override
  public String export(OnnxGraph graph, String value, Shape input, Weights weights) {
    return exportLast(graph, value, input, weights, output(input).steps());
  }

  @Override
  public int needs(Shape input, int wanted) {
    return needs(parts(input), wanted)[0];
  }

  /** Of the input of each part, and at last of the output, how many steps are needed. */
  private static int[] needs(List<Part> parts, int wanted) {
    int[] needs = new int[parts.size() + 1];
    needs[parts.size()] = wanted;
    for (int p = parts.size() - 1; p >= 0; p--) {
      needs[p] = parts.get(p).brick().needs(parts.get(p).input(), needs[p + 1]);
    }
    return needs;
  }

  @Override
  public String exportLast(
      OnnxGraph graph, String value, Shape input, Weights weights, int wanted) {
    List<Part> parts = parts(input);
    int[] needs = needs(parts, wanted);
    String last = graph.last(value, input.steps(), needs[0]);
    int at = 0;
    for (int p = 0; p < parts.size(); p++) {
      Brick brick = parts.get(p).brick();
      Shape whole = parts.get(p).input();
      int count = brick.parameters(whole).size();
      Weights own = weights.part(at, count);
      last = brick.exportPart(graph, last, whole.withSteps(needs[p]), own, needs[p + 1]);
      at += count;
    }
    return last;
  }

  /** No part of its own: its bricks are. */
  @Override
  public String exportPart(
      OnnxGraph graph, String value, Shape input, Weights weights, int wanted) {
    return exportLast(graph, value, input, weights, wanted);
  }

  private List<Part> parts(Shape input) {
    List<Part> parts = new ArrayList<>();
    Shape shape = input;
    for (Brick brick : bricks) {
      parts.add(new Part(brick, shape, Integer.toString(parts.size())));
      shape = brick.output(shape);
    }
    return parts;
  }

  private record Part(Brick brick, Shape input, String place) {}

  private static final class SequenceKernel implements Kernel {
    private final List<Kernel> kernels;
    private final int firstToLearn;

    SequenceKernel(List<Kernel> kernels, int firstToLearn) {
      this.kernels = kernels;
      this.firstToLearn = firstToLearn;
    }

    @Override
    public NativeFloats forward(NativeFloats input, Pass pass) {
      NativeFloats value = input;
      Pass own = pass;
      for (Kernel kernel : kernels) {
        value = kernel.forward(value, own);
        own = kernel.behind(own);
      }
      return value;
    }

    @Override
    public Pass behind(Pass pass) {
      Pass own = pass;
      for (Kernel kernel : kernels) {
        own = kernel.behind(own);
      }
      return own;
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      NativeFloats gradient = outputGradient;
      int end = inputWanted ? 0 : firstToLearn;
      for (int k = kernels.size() - 1; k >= end; k--) {
        gradient = kernels.get(k).backward(gradient, k > firstToLearn || inputWanted);
      }
      return gradient;
    }

    @Override
    public void close() {
      kernels.forEach(Kernel::close);
    }
  }
}
