package io.foretide.trainer.snapshot;

import io.foretide.models.series.DatasetAssembler;
import io.foretide.models.series.SeriesAssembler;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.series.WriteStamp;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts blocks, as they are on the topic, into assemblers. */
final class BlockReader {
  private final String dataset;
  private final Map<Step, DatasetAssembler> stored = new HashMap<>();

  BlockReader(String dataset) {
    this.dataset = dataset;
  }

  void add(SeriesBlock block) {
    Step step = Step.parse(block.getStep());
    SeriesId id = new SeriesId(dataset, block.getIdentity());
    SeriesAssembler series =
        stored
            .computeIfAbsent(step, s -> new DatasetAssembler(dataset, s))
            .series(id, block.getIdentityColumns(), block.getTarget());
    Map<String, double[]> columns = new HashMap<>();
    block.getColumns().forEach(column -> columns.put(column.getName(), array(column.getValues())));
    series.block(block.getBlock(), columns);
    block
        .getAttributes()
        .forEach(
            attribute -> {
              Stamp stamp = block.getStamps().get(attribute.getStamp());
              series.attribute(
                  attribute.getName(),
                  attribute.getValue(),
                  new WriteStamp(
                      stamp.getUploadedAt().toEpochMilli(),
                      stamp.getPartition(),
                      stamp.getOffset(),
                      attribute.getLine()));
            });
  }

  Map<Step, DatasetAssembler> stored() {
    return stored;
  }

  private static double[] array(List<Double> values) {
    double[] array = new double[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
