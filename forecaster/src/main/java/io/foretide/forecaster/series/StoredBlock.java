package io.foretide.forecaster.series;

import io.foretide.models.series.SeriesId;
import io.foretide.models.series.WriteStamp;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a series is put together from: a block without the history of its writes. */
final class StoredBlock {
  private final SeriesId series;
  private final List<String> identityColumns;
  private final String step;
  private final long number;
  private final String target;
  private final Map<String, double[]> columns;
  private final List<Attribute> attributes;

  /** A text that holds for the whole series, and when it was written. */
  record Attribute(String name, String value, WriteStamp stamp) {}

  /**
   * @param columns {@code double[64]} by column, taken over
   */
  StoredBlock(
      SeriesId series,
      List<String> identityColumns,
      String step,
      long number,
      String target,
      Map<String, double[]> columns,
      List<Attribute> attributes) {
    this.series = series;
    this.identityColumns = List.copyOf(identityColumns);
    this.step = step;
    this.number = number;
    this.target = target;
    this.columns = columns;
    this.attributes = attributes;
  }

  static StoredBlock of(SeriesBlock block) {
    Map<String, double[]> columns = new HashMap<>();
    block
        .getColumns()
        .forEach(
            column ->
                columns.put(
                    column.getName(),
                    column.getValues().stream().mapToDouble(Double::doubleValue).toArray()));
    return new StoredBlock(
        new SeriesId(block.getDataset(), block.getIdentity()),
        block.getIdentityColumns(),
        block.getStep(),
        block.getBlock(),
        block.getTarget(),
        columns,
        block.getAttributes().stream()
            .map(
                attribute -> {
                  Stamp stamp = block.getStamps().get(attribute.getStamp());
                  return new Attribute(
                      attribute.getName(),
                      attribute.getValue(),
                      new WriteStamp(
                          stamp.getUploadedAt().toEpochMilli(),
                          stamp.getPartition(),
                          stamp.getOffset(),
                          attribute.getLine()));
                })
            .toList());
  }

  /** The same block with nothing in it. */
  StoredBlock emptied() {
    return new StoredBlock(series, identityColumns, step, number, target, Map.of(), attributes);
  }

  SeriesId series() {
    return series;
  }

  List<String> identityColumns() {
    return identityColumns;
  }

  String step() {
    return step;
  }

  long number() {
    return number;
  }

  String target() {
    return target;
  }

  /** By name; not to be changed. */
  Map<String, double[]> columns() {
    return columns;
  }

  List<Attribute> attributes() {
    return attributes;
  }
}
