package io.foretide.models.series;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * An ordered run of observations at a fixed step. Immutable: every array that goes in or out is
 * copied. One that was cut shares its arrays with the whole, one that grows with what it grew from.
 *
 * <p>Each column is {@code double[length]} in its own unit, NaN where nothing was observed; the
 * target is one of them. {@link #upTo(Instant)} is the only way to cut a series, so that no code
 * can see past a cutoff by mistake.
 *
 * <p>What is {@linkplain #planned() planned} goes beyond the last step: a price that is set, a
 * promotion that is agreed. A series that is cut has no plans.
 */
public final class Series {
  private final SeriesId id;
  private final Step step;
  private final long start;
  private final int length;
  private final String target;
  private final Map<String, double[]> columns;
  private final double[] targets;
  private final Map<String, String> attributes;
  private final Map<String, double[]> planned;

  /**
   * @param start number of the first step, see {@link Step#indexOf}
   * @param target name of the column that is forecast
   * @param columns values by column, all of one length
   * @param attributes what does not change over time: category, region …
   */
  public Series(
      SeriesId id,
      Step step,
      long start,
      String target,
      Map<String, double[]> columns,
      Map<String, String> attributes) {
    this(id, step, start, target, columns, attributes, Map.of());
  }

  /**
   * @param planned values by column from the step after the last, as far as each is known; NaN in
   *     between where nothing is
   * @throws IllegalArgumentException if the target is among the plans: what is forecast is not
   *     known
   */
  public Series(
      SeriesId id,
      Step step,
      long start,
      String target,
      Map<String, double[]> columns,
      Map<String, String> attributes,
      Map<String, double[]> planned) {
    this(
        id,
        step,
        start,
        length(id, target, columns),
        target,
        copy(columns),
        Collections.unmodifiableMap(new LinkedHashMap<>(attributes)),
        copy(planned));
    if (planned.containsKey(target)) {
      throw new IllegalArgumentException(id + ": the target " + target + " cannot be planned");
    }
  }

  private Series(
      SeriesId id,
      Step step,
      long start,
      int length,
      String target,
      Map<String, double[]> columns,
      Map<String, String> attributes,
      Map<String, double[]> planned) {
    this.id = id;
    this.step = step;
    this.start = start;
    this.length = length;
    this.target = target;
    this.columns = columns;
    this.targets = columns.get(target);
    this.attributes = attributes;
    this.planned = planned;
  }

  /**
   * A series of the first {@code length} values of arrays that it does not copy. Whoever owns them
   * may write beyond those, and nowhere else.
   */
  static Series sharing(
      SeriesId id,
      Step step,
      long start,
      String target,
      Map<String, double[]> columns,
      int length,
      Map<String, String> attributes,
      Map<String, double[]> planned) {
    return new Series(
        id,
        step,
        start,
        length,
        target,
        new LinkedHashMap<>(columns),
        Collections.unmodifiableMap(attributes),
        Collections.unmodifiableMap(planned));
  }

  public SeriesId id() {
    return id;
  }

  public Step step() {
    return step;
  }

  /** Number of the first step. */
  public long start() {
    return start;
  }

  public int length() {
    return length;
  }

  public String targetName() {
    return target;
  }

  /** The forecast column, {@code double[length]}, NaN where unobserved; a copy. */
  public double[] target() {
    return Arrays.copyOf(targets, length);
  }

  /** One target value without a copy of the rest. */
  public double targetAt(int i) {
    return targets[Objects.checkIndex(i, length)];
  }

  /** Names of all columns, the target's among them, in the data set's order. */
  public Iterable<String> columnNames() {
    return Collections.unmodifiableSet(columns.keySet());
  }

  public boolean hasColumn(String name) {
    return columns.containsKey(name);
  }

  /** A column, {@code double[length]}, NaN where unobserved; a copy. */
  public double[] column(String name) {
    return Arrays.copyOf(values(name), length);
  }

  /** A column to be read step by step, without a copy. */
  public IntToDoubleFunction columnAt(String name) {
    double[] values = values(name);
    return i -> values[Objects.checkIndex(i, length)];
  }

  private double[] values(String name) {
    double[] values = columns.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          id + " has no column " + name + " among " + columns.keySet());
    }
    return values;
  }

  public Map<String, String> attributes() {
    return attributes;
  }

  /** What is known of the steps after the last one, by column; a copy. */
  public Map<String, double[]> planned() {
    return copy(planned);
  }

  /** When step {@code i} of this series begins; {@code i} may lie beyond its end. */
  public Instant timeAt(int i) {
    return step.at(start + i);
  }

  /** The instant of the last step: the latest cutoff at which this series can be used. */
  public Instant end() {
    return timeAt(length - 1);
  }

  /**
   * What was known at the cutoff: every step that begins at or before it. Empty before the first
   * step.
   */
  public Series upTo(Instant cutoff) {
    int keep = stepsUpTo(cutoff);
    if (keep == length) {
      return this;
    }
    return new Series(id, step, start, keep, target, columns, attributes, Map.of());
  }

  /** How many of its steps begin at or before the cutoff. */
  public int stepsUpTo(Instant cutoff) {
    return (int) Math.max(0, Math.min(length, step.indexOf(cutoff) - start + 1));
  }

  /** The one that all columns have. */
  private static int length(SeriesId id, String target, Map<String, double[]> columns) {
    double[] values = columns.get(target);
    if (values == null) {
      throw new IllegalArgumentException(
          id + " has no column " + target + " among " + columns.keySet());
    }
    columns.forEach(
        (name, column) -> {
          if (column.length != values.length) {
            throw new IllegalArgumentException(
                id + " column " + name + " has " + column.length + " values, not " + values.length);
          }
        });
    return values.length;
  }

  private static Map<String, double[]> copy(Map<String, double[]> arrays) {
    Map<String, double[]> copy = new LinkedHashMap<>();
    arrays.forEach((name, values) -> copy.put(name, values.clone()));
    return Collections.unmodifiableMap(copy);
  }

  @Override
  public String toString() {
    return id + "[" + length + " x " + step + (length == 0 ? "" : " to " + end()) + "]";
  }
}
