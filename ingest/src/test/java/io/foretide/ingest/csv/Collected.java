package io.foretide.ingest.csv;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Everything a reading handed out, copied. */
final class Collected implements RowSink {
  static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  record Taken(
      long line,
      List<String> identity,
      long epochSecond,
      List<Double> numbers,
      List<String> attributes,
      Row.Operation operation) {
    LocalDate date() {
      return LocalDate.ofEpochDay(Math.floorDiv(epochSecond, 86_400L));
    }

    double target() {
      return numbers.get(0);
    }
  }

  Layout layout;
  Dialect dialect;
  Reading reading;
  final List<Taken> rows = new ArrayList<>();
  final List<Reject> rejects = new ArrayList<>();

  static Collected of(String text) throws UploadRefusedException {
    return of(text.getBytes(StandardCharsets.UTF_8), UploadHints.of("sales.csv", NOW));
  }

  static Collected of(byte[] content, UploadHints hints) throws UploadRefusedException {
    return of(content, CsvDocument.sniff(content, hints), hints);
  }

  static Collected of(byte[] content, Dialect dialect, UploadHints hints)
      throws UploadRefusedException {
    Collected collected = new Collected();
    collected.dialect = dialect;
    collected.reading = CsvDocument.read(content, dialect, hints, collected);
    return collected;
  }

  @Override
  public void layout(Layout it) {
    if (layout != null) {
      throw new IllegalStateException("the layout came twice");
    }
    layout = it;
  }

  @Override
  public void row(Row row) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < layout.numbers().size(); i++) {
      numbers.add(row.number(i));
    }
    List<String> attributes = new ArrayList<>();
    for (int i = 0; i < layout.attributes().size(); i++) {
      attributes.add(row.attribute(i));
    }
    rows.add(
        new Taken(
            row.line(), row.identity(), row.epochSecond(), numbers, attributes, row.operation()));
  }

  @Override
  public void reject(Reject reject) {
    rejects.add(reject);
  }

  List<IngestCode> codes() {
    return rejects.stream().map(Reject::code).toList();
  }

  double sum() {
    return rows.stream().mapToDouble(Taken::target).sum();
  }
}
