package io.foretide.trainer.snapshot;

import io.foretide.models.series.DatasetAssembler;
import io.foretide.models.series.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The blocks of one data set up to fixed offsets, by the step they are stored at.
 *
 * @param stored one assembler per storage step
 * @param sentiment what was said of the symbols whose bars these may be; one per storage step
 * @param positions where reading ended, in the order of the partitions
 */
public record Snapshot(
    String dataset,
    Map<Step, DatasetAssembler> stored,
    List<DatasetAssembler> sentiment,
    List<ReadPosition> positions) {
  public Snapshot {
    stored = Map.copyOf(stored);
    sentiment = List.copyOf(sentiment);
    positions = List.copyOf(positions);
  }

  /** The series stored at a step; empty if there is none. */
  public Optional<DatasetAssembler> at(Step storageStep) {
    return Optional.ofNullable(stored.get(storageStep));
  }

  /** The step that most series are stored at; empty if there are no blocks. */
  public Optional<Step> mainStep() {
    return stored.entrySet().stream()
        .max(
            Map.Entry.<Step, DatasetAssembler>comparingByValue(
                    (a, b) -> Integer.compare(a.series().size(), b.series().size()))
                // Of two that hold as many, the longer: bars of a day before bars of a minute.
                .thenComparing(entry -> -entry.getKey().perDay()))
        .map(Map.Entry::getKey);
  }
}
