package io.foretide.neural.bricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.foretide.neural.export.OnnxGraph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every brick promises. A new one gets its line, or a few, in {@link #bricks}. */
class BrickContractTest {
  private static final double STEP = 1e-2;

  /** A brick and what it is given. */
  record Case(Brick brick, Shape input) {
    @Override
    public String toString() {
      return BrickJson.write(brick) + " on " + input.steps() + " x " + input.features();
    }
  }

  private static final List<VariableSelection.Variable> VARIABLES =
      List.of(
          new VariableSelection.Variable("value", 0, 1),
          new VariableSelection.Variable("week", 2, 2));

  private static final List<VariableSelection.Variable> CONTEXT =
      List.of(new VariableSelection.Variable("context", 1, 2));

  static Stream<Case> bricks() {
    Shape small = new Shape(5, 4);
    return Stream.of(
        new Case(CausalConvolution.linear(3, 1, 1), small),
        new Case(new CausalConvolution(3, 3, 1, Activation.TANH), small),
        new Case(new CausalConvolution(3, 2, 1, Activation.TANH), new Shape(4, 17)),
        new Case(new CausalConvolution(6, 3, 2, Activation.SIGMOID), new Shape(9, 4)),
        new Case(new CausalConvolution(3, 4, 2, Activation.TANH), small),
        new Case(new CausalConvolution(2, 3, 100, Activation.TANH), small),
        new Case(new CausalConvolution(2, 3, 2, Activation.TANH), new Shape(1, 1)),
        new Case(new ConvolutionBlock(3, 2, 2, 0.2), new Shape(4, 2)),
        new Case(new ConvolutionBlock(4, 3, 1, 0), small),
        new Case(new ConvolutionBlock(12, 2, 1, 0), new Shape(2, 12)),
        new Case(new ConvolutionBlock(12, 2, 1, 0), new Shape(5, 9)),
        new Case(new ConvolutionBlock(2, 2, 9, 0.2), new Shape(1, 2)),
        new Case(new Decomposition(3), small),
        new Case(new Decomposition(7), small),
        new Case(new Decomposition(1), small),
        new Case(new Decomposition(25), new Shape(1, 1)),
        new Case(Dense.linear(3), small),
        new Case(new Dense(5000, Activation.TANH), small),
        new Case(new Dense(3, Activation.TANH), small),
        new Case(new Dense(6, Activation.SIGMOID), small),
        new Case(new Dense(3, Activation.RELU), new Shape(2, 4)),
        new Case(new Dropout(0.3), small),
        new Case(new Gru(6), small),
        new Case(new Gru(3), new Shape(1, 2)),
        new Case(new Gru(1), new Shape(4, 1)),
        new Case(new Gru(1, true), small),
        new Case(new Gru(3, true), new Shape(1, 4)),
        new Case(new LastSteps(2), small),
        new Case(new Lstm(6), small),
        new Case(new Lstm(1, true), small),
        new Case(new Lstm(3, true), new Shape(1, 7)),
        new Case(new Lstm(3), new Shape(1, 2)),
        new Case(new Lstm(1), new Shape(4, 1)),
        new Case(new Residual(new Dense(4, Activation.TANH)), small),
        new Case(new Residual(new Dense(3, Activation.TANH)), small),
        new Case(new Residual(new LastSteps(2)), small),
        new Case(new Residual(Sequence.of(new LastSteps(2), Dense.linear(3))), small),
        new Case(new Dense(6, Activation.ELU), small),
        new Case(new BeforeAfter(2, Dense.linear(3), new Dense(3, Activation.TANH)), small),
        new Case(Beside.of(new Dense(3, Activation.TANH), new Excerpt(0, 1, 1, 2)), small),
        new Case(Beside.of(new LastSteps(1), new Excerpt(0, 1, 0, 1)), small),
        new Case(Beside.of(Dense.linear(2)), new Shape(1, 1)),
        new Case(
            Sequence.of(
                Beside.of(Dense.linear(2), new Dense(4, Activation.TANH)),
                new Lstm(2, true),
                new Gru(1, true)),
            small),
        new Case(new Glu(), small),
        new Case(new Glu(), new Shape(50, 80)),
        new Case(new GatedResidual(6, 4, 0.1), small),
        new Case(new GatedResidual(6, 3, 0.1), new Shape(1, 1)),
        new Case(new VariableSelection("all", VARIABLES, 6, 0.1), small),
        new Case(new VariableSelection("all", VARIABLES, 300, 0.1), small),
        new Case(new VariableSelection("all", VARIABLES.subList(0, 1), 3, 0.1), new Shape(1, 1)),
        new Case(new VariableSelection("all", VARIABLES, 5, 0.1, CONTEXT), small),
        new Case(new VariableSelection("all", VARIABLES, 10, 0, CONTEXT), new Shape(7, 4)),
        new Case(new VariableSelection("all", VARIABLES.subList(1, 2), 300, 0.1, CONTEXT), small),
        new Case(new InterpretableAttention(2, 3, 2), small),
        new Case(new MaxPool(), small),
        new Case(new MaxPool(), new Shape(6, 3)),
        new Case(new MaxPool(), new Shape(1, 1)),
        new Case(new SparseAttention(2, 3, 1), small),
        new Case(new SparseAttention(3, 5, 2), new Shape(30, 6)),
        new Case(new SparseAttention(1, 1, 1), new Shape(2, 1)),
        new Case(new CrossAttention(new LastSteps(2), Dense.linear(3), 2, 3), small),
        new Case(new CrossAttention(Dense.linear(3), new LastSteps(3), 1, 4), small),
        new Case(new CrossAttention(Dense.linear(2), Dense.linear(1), 1, 1), new Shape(1, 1)),
        new Case(new InterpretableAttention(3, 5, 5), small),
        new Case(new InterpretableAttention(1, 2, 1), new Shape(1, 1)),
        new Case(new Excerpt(1, 3, 2, 2), small),
        new Case(new Excerpt(0, 5, 1, 1), small),
        new Case(new Flatten(), small),
        new Case(new Gelu(), new Shape(60, 40)),
        new Case(new LayerNorm(), small),
        new Case(new LayerNorm(), new Shape(7, 66)),
        new Case(new LearnedPositions(), small),
        new Case(new Patches(4, 2), new Shape(9, 1)),
        new Case(new Patches(3, 3), new Shape(7, 2)),
        new Case(new Patches(4, 8), small),
        new Case(new SelfAttention(2, 3, false), small),
        new Case(new SelfAttention(2, 3, true), small),
        new Case(new SelfAttention(1, 2, true), new Shape(1, 1)),
        new Case(new SelfAttention(3, 5, false), new Shape(70, 6)),
        new Case(new SelfAttention(2, 4, true), small),
        new Case(new SelfAttention(3, 9, false), new Shape(40, 8)),
        new Case(new Spread(3), new Shape(1, 6)),
        new Case(new Sum(Dense.linear(3), new Dense(3, Activation.TANH)), small),
        new Case(
            new Sum(
                Sequence.of(new Excerpt(0, 3, 0, 1), new TimeLinear(2, 2)),
                Sequence.of(new Excerpt(3, 2, 1, 3), Dense.linear(2))),
            small),
        new Case(new Sum(new Dropout(0.3), new Lstm(1)), new Shape(1, 1)),
        new Case(new TimeLinear(3, 1), small),
        new Case(new TimeLinear(7, 2), small),
        new Case(new TimeLinear(1, 3), new Shape(1, 1)),
        new Case(Sequence.of(new Decomposition(3), new TimeLinear(2, 2)), small),
        new Case(
            Sequence.of(
                new CausalConvolution(4, 2, 2, Activation.TANH),
                new Residual(Sequence.of(new LayerNorm(), new SelfAttention(2, 2, true))),
                new LastSteps(3),
                Dense.linear(2)),
            new Shape(9, 3)),
        new Case(Sequence.of(new Dense(7, Activation.TANH), new Lstm(4), Dense.linear(2)), small));
  }

  @ParameterizedTest
  @MethodSource("bricks")
  void theGradientsAreThoseOfFiniteDifferences(Case one) {
    try (BrickTrial trial = new BrickTrial(one.brick(), one.input(), 1)) {
      SplittableRandom random = new SplittableRandom(2);
      float[] output = trial.forward(false);
      float[] weight = BrickTrial.noise(output.length, 1, random);
      List<float[]> gradients = trial.backward(weight);

      for (int a = 0; a < gradients.size(); a++) {
        float[] gradient = gradients.get(a);
        float[] at = BrickTrial.read(trial.arguments().get(a));
        float[] direction = direction(gradient, random);
        double expected = slope(trial, a, at, direction, weight);
        double actual = dot(gradient, direction);
        double size = Math.sqrt(dot(gradient, gradient) * dot(direction, direction));
        assertThat(Math.abs(actual - expected) / Math.max(size, 1e-3))
            .as("relative error of argument %d: %s, finite differences %s", a, actual, expected)
            .isLessThan(1e-3);
      }
    }
  }

  /** Partly along the gradient, so that the slope is not lost in rounding; partly random. */
  private static float[] direction(float[] gradient, SplittableRandom random) {
    double length = Math.sqrt(dot(gradient, gradient));
    float[] direction = BrickTrial.noise(gradient.length, 1 / Math.sqrt(gradient.length), random);
    for (int i = 0; i < gradient.length && length > 0; i++) {
      direction[i] += (float) (gradient[i] / length);
    }
    return direction;
  }

  /** Central differences of two steps, extrapolated (Richardson): the error is of fourth order. */
  private static double slope(
      BrickTrial trial, int argument, float[] at, float[] direction, float[] weight) {
    double wide = difference(trial, argument, at, direction, weight, STEP);
    double narrow = difference(trial, argument, at, direction, weight, STEP / 2);
    return (4 * narrow - wide) / 3;
  }

  private static double difference(
      BrickTrial trial, int argument, float[] at, float[] direction, float[] weight, double step) {
    double up = moved(trial, argument, at, direction, weight, step);
    double down = moved(trial, argument, at, direction, weight, -step);
    trial.arguments().get(argument).write(0, at, 0, at.length);
    return (up - down) / (2 * step);
  }

  private static double moved(
      BrickTrial trial, int argument, float[] at, float[] direction, float[] weight, double step) {
    float[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    trial.arguments().get(argument).write(0, moved, 0, moved.length);
    return dot(trial.forward(false), weight);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("bricks")
  void onnxRuntimeSaysWhatTheKernelSays(Case one) throws OrtException {
    try (BrickTrial trial = new BrickTrial(one.brick(), one.input(), 1)) {
      compare(inRuntime(trial, one.brick().output(one.input()).steps()), trial.forward(false));
    }
  }

  @ParameterizedTest
  @MethodSource("bricks")
  void whereOnlyTheLastStepIsWantedOnnxRuntimeSaysTheSameOfIt(Case one) throws OrtException {
    try (BrickTrial trial = new BrickTrial(one.brick(), one.input(), 1)) {
      float[] all = trial.forward(false);
      int last = one.brick().output(one.input()).features() * BrickTrial.BATCH;
      compare(inRuntime(trial, 1), Arrays.copyOfRange(all, all.length - last, all.length));
    }
  }

  private static void compare(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("value %d", i).isCloseTo(expected[i], within(1e-5));
    }
  }

  /** The exported graph in ONNX Runtime; graphs take the batch first, bricks the steps. */
  private static float[] inRuntime(BrickTrial trial, int wanted) throws OrtException {
    Shape shape = trial.shape();
    Shape out = trial.brick().output(shape).withSteps(wanted);
    OnnxGraph graph = new OnnxGraph("one");
    String in = graph.input("in", shape.steps(), shape.features());
    String value = graph.transpose(in, 1, 0, 2);
    String made = trial.brick().exportLast(graph, value, shape, trial.weights(), wanted);
    graph.output("out", graph.transpose(made, 1, 0, 2), out.steps(), out.features());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[] input = swapped(BrickTrial.read(trial.input()), shape.steps(), shape.features());
    long[] dimensions = {BrickTrial.BATCH, shape.steps(), shape.features()};
    try (OrtSession session = environment.createSession(graph.toBytes());
        OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), dimensions);
        OrtSession.Result result = session.run(Map.of("in", tensor))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] said = new float[buffer.remaining()];
      buffer.get(said);
      return swappedBack(said, out.steps(), out.features());
    }
  }

  /** From {@code [steps][batch][features]} to {@code [batch][steps][features]}. */
  private static float[] swapped(float[] values, int steps, int features) {
    float[] out = new float[values.length];
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < BrickTrial.BATCH; b++) {
        System.arraycopy(
            values,
            (t * BrickTrial.BATCH + b) * features,
            out,
            (b * steps + t) * features,
            features);
      }
    }
    return out;
  }

  private static float[] swappedBack(float[] values, int steps, int features) {
    float[] out = new float[values.length];
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < BrickTrial.BATCH; b++) {
        System.arraycopy(
            values,
            (b * steps + t) * features,
            out,
            (t * BrickTrial.BATCH + b) * features,
            features);
      }
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("bricks")
  void jsonHoldsAllOfIt(Case one) {
    assertThat(BrickJson.read(BrickJson.write(one.brick()))).isEqualTo(one.brick());
  }

  @ParameterizedTest
  @MethodSource("bricks")
  void theSameInputGivesTheSameOutputTwice(Case one) {
    try (BrickTrial trial = new BrickTrial(one.brick(), one.input(), 1)) {
      float[] first = trial.forward(false).clone();
      trial.backward(new float[first.length]);
      assertThat(trial.forward(false)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("bricks")
  void theOutputHasTheShapeThatItTells(Case one) {
    try (BrickTrial trial = new BrickTrial(one.brick(), one.input(), 1)) {
      assertThat(trial.forward(true))
          .hasSize(one.brick().output(one.input()).size() * BrickTrial.BATCH);
    }
  }
}
