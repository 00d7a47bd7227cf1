package io.foretide.models.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One series put together from its stored blocks of {@value #SLOTS} steps. Blocks may come in any
 * order, and a newer revision replaces an older one, so the same blocks always give the same
 * series.
 *
 * <p>The series begins at the first and ends at the last step at which the target was observed;
 * between them, what was not observed stays NaN. What other columns hold after it is planned. Not
 * thread-safe.
 */
public final class SeriesAssembler {
  /** Steps in a block; block b holds the steps 64 b to 64 b + 63 since the epoch. */
  public static final int SLOTS = 64;

  /**
   * A series that was silent for at most this many steps, or for no longer than it ever was before,
   * still runs.
   */
  private static final int SILENCE = 14;

  private record Attribute(String value, WriteStamp stamp) {}

  private final SeriesId id;
  private final List<String> identityColumns;
  private final Step stored;
  private final String target;
  private final NavigableMap<Long, Map<String, double[]>> blocks = new TreeMap<>();
  private final Map<String, Attribute> attributes = new HashMap<>();

  /** The target first, then the others by name; empty until somebody asks. */
  private List<String> columnNames = List.of();

  private Optional<GrowingColumns> grown = Optional.empty();

  /**
   * @param identityColumns names of the parts of the identity, in the same order
   * @param stored step of the blocks
   */
  public SeriesAssembler(SeriesId id, List<String> identityColumns, Step stored, String target) {
    this.id = id;
    this.identityColumns = List.copyOf(identityColumns);
    this.stored = stored;
    this.target = target;
  }

  public SeriesId id() {
    return id;
  }

  /**
   * Sets a block, in place of any earlier revision of it.
   *
   * @param columns {@code double[64]} by column, NaN where a slot is empty; taken over, not copied
   */
  public void block(long number, Map<String, double[]> columns) {
    columns.forEach(
        (name, values) -> {
          if (values.length != SLOTS) {
            throw new IllegalArgumentException(
                id + " block " + number + " column " + name + " has " + values.length + " slots");
          }
        });
    Map<String, double[]> before = blocks.put(number, columns);
    boolean fewer = before != null && !columns.keySet().containsAll(before.keySet());
    if (fewer || !columnNames.containsAll(columns.keySet())) {
      columnNames = List.of();
      grown = Optional.empty();
    }
    grown = grown.filter(known -> known.agrees(number, columns));
  }

  /** Sets an attribute, unless a later write already did. */
  public void attribute(String name, String value, WriteStamp stamp) {
    attributes.merge(
        name,
        new Attribute(value, stamp),
        (old, now) -> now.stamp().compareTo(old.stamp()) >= 0 ? now : old);
  }

  public boolean in(Scope scope) {
    return scope.holds(id, identityColumns, attributes());
  }

  /**
   * The series at the step it is stored at; empty if its target was never observed. A series that
   * only grew since the last call costs what is new.
   */
  public Optional<Series> assemble() {
    Optional<Long> last = lastObserved();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    long first = first();
    GrowingColumns columns =
        grown
            .filter(known -> known.first() == first)
            .orElseGet(() -> new GrowingColumns(first, columnNames()));
    columns.reach(last.get(), blocks);
    grown = Optional.of(columns);
    return Optional.of(
        Series.sharing(
            id,
            stored,
            first,
            target,
            columns.columns(),
            columns.length(),
            attributes(),
            planned(stored, last.get() + 1)));
  }

  /**
   * The series at {@code step}, up to the step that begins at {@code end} and no further. A series
   * that still runs then is drawn out to it with NaN, so that forecasts of a data set begin
   * together; one that has ended before keeps its own end. A step without any observed part is NaN.
   *
   * @param begin steps that begin before it are left out
   * @return empty if nothing was observed from {@code begin} to {@code end}
   */
  Optional<Series> assemble(Step step, long begin, long end) {
    if (lastObserved().isEmpty()) {
      return Optional.empty();
    }
    long first = Math.max(begin, step.indexOf(stored.at(first())));
    long last = Math.min(end, step.indexOf(stored.at(last())));
    if (last < first) {
      return Optional.empty();
    }
    Series own = between(step, first, last);
    return Optional.of(
        last < end && end - last <= Math.max(SILENCE, longestSilence(own))
            ? between(step, first, end)
            : own);
  }

  /** Number of the first stored step at which the target was observed. */
  Optional<Long> firstObserved() {
    for (var block : blocks.entrySet()) {
      double[] values = block.getValue().getOrDefault(target, new double[0]);
      for (int slot = 0; slot < values.length; slot++) {
        if (!Double.isNaN(values[slot])) {
          return Optional.of(block.getKey() * SLOTS + slot);
        }
      }
    }
    return Optional.empty();
  }

  /** Number of the last stored step at which the target was observed. */
  Optional<Long> lastObserved() {
    for (var block : blocks.descendingMap().entrySet()) {
      double[] values = block.getValue().getOrDefault(target, new double[0]);
      for (int slot = values.length - 1; slot >= 0; slot--) {
        if (!Double.isNaN(values[slot])) {
          return Optional.of(block.getKey() * SLOTS + slot);
        }
      }
    }
    return Optional.empty();
  }

  /** How many observations of the target lie in the stored steps {@code from} to {@code to}. */
  int observedBetween(long from, long to) {
    int count = 0;
    for (var block :
        blocks
            .subMap(Math.floorDiv(from, SLOTS), true, Math.floorDiv(to, SLOTS), true)
            .entrySet()) {
      double[] values = block.getValue().getOrDefault(target, new double[0]);
      for (int slot = 0; slot < values.length; slot++) {
        long at = block.getKey() * SLOTS + slot;
        count += at >= from && at <= to && !Double.isNaN(values[slot]) ? 1 : 0;
      }
    }
    return count;
  }

  private long first() {
    return firstObserved().orElseThrow();
  }

  private long last() {
    return lastObserved().orElseThrow();
  }

  private Series between(Step step, long first, long last) {
    Map<String, double[]> columns = columnsBetween(step, first, last, columnNames());
    return new Series(id, step, first, target, columns, attributes(), planned(step, last + 1));
  }

  /** What the columns but the target hold from step {@code first} on, each up to its last value. */
  private Map<String, double[]> planned(Step step, long first) {
    long end = stored.indexOf(step.at(first));
    long last = (blocks.lastKey() + 1) * SLOTS - 1;
    if (last < end) {
      return Map.of();
    }
    List<String> names = columnNames().subList(1, columnNames().size());
    Map<String, double[]> planned = new LinkedHashMap<>();
    columnsBetween(step, first, step.indexOf(stored.at(last)), names)
        .forEach(
            (name, values) -> {
              int known = values.length;
              while (known > 0 && Double.isNaN(values[known - 1])) {
                known--;
              }
              if (known > 0) {
                planned.put(name, Arrays.copyOf(values, known));
              }
            });
    return planned;
  }

  private Map<String, double[]> columnsBetween(
      Step step, long first, long last, List<String> names) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    int length = Math.toIntExact(last - first + 1);
    boolean sameStep = step.equals(stored);
    long from = sameStep ? first : stored.indexOf(step.at(first));
    long to = sameStep ? last : stored.indexOf(step.at(last + 1)) - 1;
    int[] bucketOf = sameStep ? new int[0] : buckets(step, first, from, to);
    for (String name : names) {
      double[] values = storedBetween(name, from, to);
      columns.put(
          name,
          sameStep
              ? values
              : Aggregation.of(name, name.equals(target)).fold(values, bucketOf, length));
    }
    return columns;
  }

  private int[] buckets(Step step, long first, long from, long to) {
    int[] bucketOf = new int[Math.toIntExact(to - from + 1)];
    for (int i = 0; i < bucketOf.length; i++) {
      bucketOf[i] = Math.toIntExact(step.indexOf(stored.at(from + i)) - first);
    }
    return bucketOf;
  }

  private double[] storedBetween(String column, long from, long to) {
    double[] values = new double[Math.toIntExact(to - from + 1)];
    Arrays.fill(values, Double.NaN);
    blocks
        .subMap(Math.floorDiv(from, SLOTS), true, Math.floorDiv(to, SLOTS), true)
        .forEach(
            (number, block) -> {
              double[] slots = block.get(column);
              if (slots != null) {
                long at = number * SLOTS;
                int skip = (int) Math.max(0, from - at);
                int keep = (int) Math.min(SLOTS, to - at + 1) - skip;
                System.arraycopy(slots, skip, values, (int) (at + skip - from), keep);
              }
            });
    return values;
  }

  private List<String> columnNames() {
    if (columnNames.isEmpty()) {
      TreeSet<String> names = new TreeSet<>();
      blocks.values().forEach(columns -> names.addAll(columns.keySet()));
      names.remove(target);
      List<String> ordered = new ArrayList<>(names);
      ordered.add(0, target);
      columnNames = ordered;
    }
    return columnNames;
  }

  private Map<String, String> attributes() {
    Map<String, String> values = new TreeMap<>();
    attributes.forEach((name, attribute) -> values.put(name, attribute.value()));
    return values;
  }

  private static int longestSilence(Series series) {
    int longest = 0;
    int silent = 0;
    for (int i = 0; i < series.length(); i++) {
      silent = Double.isNaN(series.targetAt(i)) ? silent + 1 : 0;
      longest = Math.max(longest, silent);
    }
    return longest;
  }
}
