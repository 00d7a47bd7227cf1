package io.foretide.ingest.csv;

import io.foretide.models.series.Step;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the rows of one document carry.
 *
 * @param identity names of the columns that name the series, in the order of {@link
 *     Row#identity()}: product before store, whatever the file's order; empty if the document is
 *     one series
 * @param numbers names of the columns of numbers, the target first
 * @param attributes names of the columns of text
 * @param step the grid every row lies on: P1D, PT1H, PT1M or PT1S
 */
public record Layout(
    List<String> identity, List<String> numbers, List<String> attributes, Step step) {
  public Layout {
    identity = List.copyOf(identity);
    numbers = List.copyOf(numbers);
    attributes = List.copyOf(attributes);
  }

  /** The column to be forecast. */
  public String target() {
    return numbers.get(0);
  }

  static Layout of(Dialect dialect) {
    List<Dialect.Column> columns = dialect.columns();
    return new Layout(
        names(columns, Role.IDENTITY).sorted(Comparator.comparingInt(ColumnNames::rank)).toList(),
        Stream.concat(
                Stream.of(names(columns, Role.TARGET).findFirst().orElse(ColumnNames.SALES)),
                names(columns, Role.NUMBER))
            .toList(),
        names(columns, Role.ATTRIBUTE).toList(),
        dialect.step());
  }

  private static Stream<String> names(List<Dialect.Column> columns, Role role) {
    return columns.stream().filter(c -> c.role() == role).map(Dialect.Column::name);
  }
}
