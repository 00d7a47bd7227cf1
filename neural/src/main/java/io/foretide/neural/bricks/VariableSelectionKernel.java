package io.foretide.neural.bricks;

import io.foretide.neural.bricks.VariableSelection.Variable;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import io.foretide.neural.memory.Reductions;
import io.foretide.neural.memory.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All rows of a variable go through its own network at once; only the weighted sum, and the way
 * back through it, look at all variables of a row.
 */
final class VariableSelectionKernel implements Kernel {
  private static final int CHUNK = 4096;
  private static final Variable NOTHING = new Variable("", 0, 0);

  private final Shape shape;
  private final int units;
  private final int count;
  private final List<Variable> variables;
  private final Variable context;
  private final Weights weights;
  private final Kernel weigher;
  private final List<Kernel> describers = new ArrayList<>();
  private final Bias all;
  private final List<Bias> each = new ArrayList<>();
  private final List<Growing> embeddings = new ArrayList<>();
  private final List<Growing> describedGradients = new ArrayList<>();
  private final List<NativeFloats> described = new ArrayList<>();
  private final Growing together = new Growing();
  private final Growing lookedAt = new Growing();
  private final Growing embeddedGradients = new Growing();
  private final Growing contextGradients = new Growing();
  private final Growing scoreGradients = new Growing();
  private final Growing outputs = new Growing();
  private final Growing inputGradients = new Growing();
  private final int chunk;
  private final float[] sums;
  private final float[] part;
  private final float[] lanes;
  private final float[] line;
  private final int looked;
  private float[] shares = {};
  private float[] shareGradients = {};
  private NativeFloats input = NativeFloats.NONE;
  private int rows;

  VariableSelectionKernel(VariableSelection brick, Shape shape, Weights weights, long seed) {
    this.shape = shape;
    this.units = brick.units();
    this.variables = brick.variables();
    this.count = variables.size();
    this.weights = weights;
    this.weigher =
        brick.weigher().kernel(brick.weighed(shape), brick.weigher(shape, weights), 31 * seed);
    this.context = brick.context().isEmpty() ? NOTHING : brick.context().get(0);
    this.looked = brick.width() + context.features();
    this.line = new float[brick.width() + 2 * context.features()];
    this.all = new Bias(brick.width());
    for (int j = 0; j < count; j++) {
      describers.add(
          brick
              .describer()
              .kernel(brick.each(shape), brick.describer(j, shape, weights), 31 * seed + 1 + j));
      each.add(new Bias(units));
      embeddings.add(new Growing());
      describedGradients.add(new Growing());
    }
    this.chunk = Math.max(1, CHUNK / units);
    this.sums = new float[chunk * units];
    this.part = new float[chunk * units];
    this.lanes = new float[chunk * units * count];
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    input = in;
    rows = shape.steps() * pass.batch();
    described.clear();
    NativeFloats embedded = together.of((long) rows * units * count);
    all.spread(weights.value(1), embedded, rows);
    for (int j = 0; j < count; j++) {
      NativeFloats own = embeddings.get(j).of((long) rows * units);
      each.get(j).spread(weights.value(1).slice((long) j * units, units), own, rows);
      embed(j, own, 0, units);
      embed(j, embedded, j * units, count * units);
      described.add(describers.get(j).forward(own, pass));
    }
    weigh(weigher.forward(withContext(embedded), pass));
    NativeFloats output = outputs.of((long) rows * units);
    for (int row = 0; row < rows; row += chunk) {
      int some = Math.min(chunk, rows - row);
      Arrays.fill(sums, 0);
      for (int j = 0; j < count; j++) {
        described.get(j).read(row * units, part, 0, some * units);
        for (int r = 0; r < some; r++) {
          float share = shares[(row + r) * count + j];
          for (int u = r * units; u < (r + 1) * units; u++) {
            sums[u] += share * part[u];
          }
        }
      }
      output.write(row * units, sums, 0, some * units);
    }
    return output;
  }

  /** The maps of all variables, and the context behind them. */
  private NativeFloats withContext(NativeFloats embedded) {
    if (context.features() == 0) {
      return embedded;
    }
    NativeFloats both = lookedAt.of((long) rows * looked);
    int width = units * count;
    for (int row = 0; row < rows; row++) {
      embedded.read(row * width, line, 0, width);
      input.read(row * shape.features() + context.from(), line, width, context.features());
      both.write(row * looked, line, 0, looked);
    }
    return both;
  }

  /** The way back of {@link #withContext}, but for the context itself. */
  private NativeFloats withoutContext(NativeFloats both) {
    if (context.features() == 0) {
      return both;
    }
    int width = units * count;
    NativeFloats embedded = embeddedGradients.of((long) rows * width);
    NativeFloats apart = contextGradients.of((long) rows * context.features());
    for (int row = 0; row < rows; row++) {
      both.read(row * looked, line, 0, looked);
      embedded.write(row * width, line, 0, width);
      apart.write(row * context.features(), line, width, context.features());
    }
    return embedded;
  }

  /** Adds a variable's map of its features. */
  private void embed(int j, NativeFloats to, int at, int apart) {
    Variable one = variables.get(j);
    Gemm.ab(
        rows,
        units,
        one.features(),
        input.rows(one.from(), shape.features()),
        weights.value(0).rows(map(j), units),
        1,
        to.rows(at, apart));
  }

  /** Where a variable's map begins. */
  private long map(int j) {
    return (long) units * variables.stream().limit(j).mapToInt(Variable::features).sum();
  }

  private void weigh(NativeFloats scores) {
    if (shares.length != rows * count) {
      shares = new float[rows * count];
      shareGradients = new float[rows * count];
    }
    scores.read(0, shares, 0, shares.length);
    Softmax.forward(shares, rows, count, 1);
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    for (int row = 0; row < rows; row += chunk) {
      share(outputGradient, row, Math.min(chunk, rows - row));
    }
    Softmax.backward(shares, shareGradients, rows, count, 1);
    NativeFloats scores = scoreGradients.of(shareGradients.length);
    scores.write(0, shareGradients, 0, shareGradients.length);
    NativeFloats embedded = withoutContext(weigher.backward(scores, true));
    List<NativeFloats> own = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      own.add(describers.get(j).backward(describedGradients.get(j).of((long) rows * units), true));
    }
    for (int row = 0; row < rows; row += chunk) {
      addLanes(own, embedded, row, Math.min(chunk, rows - row));
    }
    all.collect(embedded, rows, weights.gradient(1));
    for (int j = 0; j < count; j++) {
      learn(j, embedded);
    }
    return inputWanted ? inputGradient(embedded) : NativeFloats.NONE;
  }

  /** From some rows of the output's gradient to those of shares and described variables. */
  private void share(NativeFloats outputGradient, int row, int some) {
    outputGradient.read(row * units, sums, 0, some * units);
    for (int j = 0; j < count; j++) {
      described.get(j).read(row * units, part, 0, some * units);
      for (int r = 0; r < some; r++) {
        shareGradients[(row + r) * count + j] = Reductions.dot(sums, part, r * units, units);
      }
      for (int r = 0; r < some; r++) {
        float share = shares[(row + r) * count + j];
        for (int u = r * units; u < (r + 1) * units; u++) {
          part[u] = share * sums[u];
        }
      }
      describedGradients.get(j).of((long) rows * units).write(row * units, part, 0, some * units);
    }
  }

  private void addLanes(List<NativeFloats> own, NativeFloats embedded, int row, int some) {
    int width = count * units;
    embedded.read(row * width, lanes, 0, some * width);
    for (int j = 0; j < count; j++) {
      own.get(j).read(row * units, part, 0, some * units);
      for (int r = 0; r < some; r++) {
        for (int u = 0; u < units; u++) {
          lanes[r * width + j * units + u] += part[r * units + u];
        }
      }
    }
    embedded.write(row * width, lanes, 0, some * width);
  }

  private void learn(int j, NativeFloats embedded) {
    Variable one = variables.get(j);
    Gemm.aTb(
        one.features(),
        units,
        rows,
        input.rows(one.from(), shape.features()),
        embedded.rows((long) j * units, count * units),
        0,
        weights.gradient(0).rows(map(j), units));
  }

  private NativeFloats inputGradient(NativeFloats embedded) {
    NativeFloats gradient = inputGradients.of((long) rows * shape.features());
    gradient.fill(0, (int) gradient.size(), 0);
    for (int j = 0; j < count; j++) {
      Variable one = variables.get(j);
      Gemm.abT(
          rows,
          one.features(),
          units,
          embedded.rows((long) j * units, count * units),
          weights.value(0).rows(map(j), units),
          1,
          gradient.rows(one.from(), shape.features()));
    }
    addContext(gradient);
    return gradient;
  }

  private void addContext(NativeFloats gradient) {
    int width = context.features();
    for (int row = 0; width > 0 && row < rows; row++) {
      int at = row * shape.features() + context.from();
      gradient.read(at, line, 0, width);
      contextGradients.of((long) rows * width).read(row * width, line, width, width);
      for (int u = 0; u < width; u++) {
        line[u] += line[width + u];
      }
      gradient.write(at, line, 0, width);
    }
  }

  @Override
  public void close() {
    weigher.close();
    describers.forEach(Kernel::close);
    embeddings.forEach(Growing::close);
    describedGradients.forEach(Growing::close);
    together.close();
    lookedAt.close();
    embeddedGradients.close();
    contextGradients.close();
    scoreGradients.close();
    outputs.close();
    inputGradients.close();
  }
}
