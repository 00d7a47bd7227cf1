package io.foretide.ingest.csv;

import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.List;

/** Decides how a document is written. */
final class Sniffer {
  private final byte[] content;
  private final UploadHints hints;

  Sniffer(byte[] content, UploadHints hints) {
    this.content = content;
    this.hints = hints;
  }

  Dialect sniff() throws UploadRefusedException {
    DecodedText text = DecodedText.sniff(content, hints.file());
    SampleHandler sample = new SampleHandler(1_000);
    new RecordReader(text.text(), ',', '"').read(new LineCursor(text.text(), 1, 0), 1, sample);
    if (sample.records().isEmpty()) {
      throw new UploadRefusedException(
          IngestCode.EMPTY_DOCUMENT, hints.file(), "no line has text.");
    }
    List<Dialect.Column> columns = new ArrayList<>();
    for (String header : sample.records().get(0).fields()) {
      String key = ColumnNames.key(header);
      Role role =
          ColumnNames.DATES.contains(key)
              ? Role.DATE
              : ColumnNames.VALUES.contains(key)
                  ? Role.TARGET
                  : ColumnNames.PRODUCTS.contains(key) || ColumnNames.STORES.contains(key)
                      ? Role.IDENTITY
                      : Role.NUMBER;
      columns.add(new Dialect.Column(header.strip(), ColumnNames.plain(header), role, '.'));
    }
    return new Dialect(
        text.charset(), ',', '"', DateOrder.YEAR_FIRST, "yyyy-MM-dd", Step.DAY, 1, columns);
  }
}
