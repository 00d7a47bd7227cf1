package io.foretide.forecaster.series;

import io.foretide.models.market.MarketTask;
import io.foretide.models.market.Sentiment;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.DatasetAssembler;
import io.foretide.models.series.Scope;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesAssembler;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.schemas.ModelDefined;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The series that this instance owns: those of its partitions of {@code series.blocks}, in memory.
 * Thread-safe.
 */
public final class SeriesBook {
  /**
   * What changed since somebody last looked.
   *
   * @param series those with a new or changed block
   * @param cursor to be given next time
   */
  public record Changes(Set<SeriesId> series, long cursor) {}

  private record Stored(String dataset, String step) {}

  private static final class Shelf {
    final DatasetAssembler data;
    final Map<SeriesId, Integer> partitions = new HashMap<>();
    final Map<SeriesId, List<String>> identityColumns = new HashMap<>();
    final Map<SeriesId, Long> changed = new HashMap<>();
    long changes;
    boolean bars;

    Shelf(Stored stored) {
      this.data = new DatasetAssembler(stored.dataset(), Step.parse(stored.step()));
    }
  }

  private static final Set<String> BARS = Set.of("open", "high", "low", "close");

  private final Map<Stored, Shelf> shelves = new HashMap<>();
  private volatile Runnable onBars = () -> {};

  /** To be told, at once and by whatever thread, when bars of a market have changed. */
  public void onBars(Runnable told) {
    onBars = told;
  }

  /** Sets a block in place of its earlier revision. */
  void put(int partition, StoredBlock block) {
    if (take(partition, block)) {
      onBars.run();
    }
  }

  /** True if it is a block of bars. */
  private synchronized boolean take(int partition, StoredBlock block) {
    SeriesId id = block.series();
    Shelf shelf = shelves.computeIfAbsent(new Stored(id.dataset(), block.step()), Shelf::new);
    SeriesAssembler series = shelf.data.series(id, block.identityColumns(), block.target());
    series.block(block.number(), block.columns());
    block.attributes().forEach(one -> series.attribute(one.name(), one.value(), one.stamp()));
    shelf.partitions.put(id, partition);
    shelf.identityColumns.put(id, block.identityColumns());
    shelf.changed.put(id, ++shelf.changes);
    shelf.bars = block.target().equals("close") && block.columns().keySet().containsAll(BARS);
    return shelf.bars;
  }

  /** Leaves out every series of a partition that another instance owns from now on. */
  synchronized void drop(int partition) {
    for (Shelf shelf : shelves.values()) {
      Set<SeriesId> gone = new HashSet<>();
      shelf.partitions.forEach(
          (id, at) -> {
            if (at == partition) {
              gone.add(id);
            }
          });
      for (SeriesId id : gone) {
        shelf.data.forget(id);
        shelf.partitions.remove(id);
        shelf.identityColumns.remove(id);
        shelf.changed.remove(id);
      }
    }
  }

  /**
   * The model's series that are owned here, at its step, as its task sees them.
   *
   * @param runsTo the data set is known to run at least to here; {@link Instant#MIN} where nothing
   *     is known
   */
  public synchronized Dataset assemble(ModelDefined model, Instant runsTo) {
    Shelf shelf = shelves.get(stored(model));
    Step step = Step.parse(model.getStep());
    return shelf == null
        ? new Dataset(model.getDataset(), step, List.of())
        : MarketTask.view(
            model.getTask(),
            Sentiment.join(
                shelf.data.assemble(step, new Scope(model.getScope()), runsTo), sentiment()));
  }

  /** Those of the model's series that are owned here and have these values, at its step. */
  public synchronized Dataset assemble(ModelDefined model, Map<String, String> values) {
    Shelf shelf = shelves.get(stored(model));
    Step step = Step.parse(model.getStep());
    Map<String, String> wanted = new HashMap<>(values);
    wanted.putAll(model.getScope());
    // What the model is not about is not there, whoever asks for it.
    return shelf == null || !wanted.entrySet().containsAll(values.entrySet())
        ? new Dataset(model.getDataset(), step, List.of())
        : shelf.data.assemble(step, new Scope(wanted));
  }

  /** Whether the model forecasts bars of a market as they are stored. */
  public synchronized boolean holdsBars(ModelDefined model) {
    Shelf shelf = shelves.get(stored(model));
    return shelf != null && shelf.bars && model.getStep().equals(model.getStorageStep());
  }

  /**
   * The wanted of the model's series that are owned here, each up to its own last bar: a market
   * does not wait for a symbol that nobody trades.
   */
  public synchronized Dataset bars(ModelDefined model, Set<SeriesId> wanted) {
    Shelf shelf = shelves.get(stored(model));
    Scope scope = new Scope(model.getScope());
    List<Series> series =
        wanted.stream()
            .flatMap(id -> shelf.data.find(id).stream())
            .filter(one -> one.in(scope))
            .flatMap(one -> one.assemble().stream())
            .toList();
    Dataset bars = new Dataset(model.getDataset(), Step.parse(model.getStep()), series);
    return MarketTask.view(model.getTask(), Sentiment.join(bars, sentiment()));
  }

  /** What was said of the symbols that are owned here; one assembler per storage step. */
  private List<DatasetAssembler> sentiment() {
    return shelves.entrySet().stream()
        .filter(shelf -> shelf.getKey().dataset().equals(Sentiment.DATASET))
        .map(shelf -> shelf.getValue().data)
        .toList();
  }

  /** The model's series as they have been observed so far, at least the wanted of them. */
  public synchronized Dataset observed(ModelDefined model, Set<SeriesId> wanted) {
    return holdsBars(model) ? bars(model, wanted) : assemble(model, Instant.MIN);
  }

  /** What changed in the model's data set since the cursor; 0 asks for everything. */
  public synchronized Changes changesSince(ModelDefined model, long cursor) {
    Shelf shelf = shelves.get(stored(model));
    if (shelf == null || shelf.changes == cursor) {
      return new Changes(Set.of(), cursor);
    }
    Set<SeriesId> series = new HashSet<>();
    shelf.changed.forEach(
        (id, at) -> {
          if (at > cursor) {
            series.add(id);
          }
        });
    return new Changes(series, shelf.changes);
  }

  public synchronized boolean owns(SeriesId id) {
    return shelves.values().stream().anyMatch(shelf -> shelf.partitions.containsKey(id));
  }

  /** Names of the parts of the series' identity, in order; empty if it is not owned here. */
  public synchronized List<String> identityColumns(SeriesId id) {
    return shelves.values().stream()
        .map(shelf -> shelf.identityColumns.get(id))
        .filter(columns -> columns != null)
        .findFirst()
        .orElse(List.of());
  }

  public synchronized int size() {
    return shelves.values().stream().mapToInt(shelf -> shelf.partitions.size()).sum();
  }

  private static Stored stored(ModelDefined model) {
    return new Stored(model.getDataset(), model.getStorageStep());
  }
}
