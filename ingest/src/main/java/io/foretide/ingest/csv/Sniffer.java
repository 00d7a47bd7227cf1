package io.foretide.ingest.csv;

import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides how a document is written, from its first rows and from windows over the rest of it. */
final class Sniffer {
  private static final int HEAD = 1_000;
  private static final int WINDOWS = 16;
  private static final int WINDOW = 64;
  private static final int MOST_COLUMNS = 500;

  private final byte[] content;
  private final UploadHints hints;
  private final String file;

  Sniffer(byte[] content, UploadHints hints) {
    this.content = content;
    this.hints = hints;
    this.file = hints.file();
  }

  Dialect sniff() throws UploadRefusedException {
    DecodedText decoded = DecodedText.sniff(content, file);
    String text = decoded.text();
    TextFormat.refuse(text, file);
    char quote = SeparatorGuess.quote(text);
    char separator = separator(text, quote);
    SampleHandler head = new SampleHandler(HEAD);
    RecordReader reader = new RecordReader(text, separator, quote);
    reader.read(new LineCursor(text, 1, 0), 1, head);
    if (head.records().isEmpty()) {
      throw refused(
          IngestCode.UNREADABLE_TEXT, "every line has an open quote or a field without end.");
    }
    HeaderLine header = header(head.records());
    if (header.names().size() > MOST_COLUMNS) {
      throw refused(
          IngestCode.TOO_MANY_COLUMNS,
          "it has " + header.names().size() + " columns; the most is " + MOST_COLUMNS + ".");
    }
    List<SampleHandler.Sample> rows =
        new ArrayList<>(head.records().subList(header.index() + 1, head.records().size()));
    if (rows.isEmpty()) {
      throw refused(IngestCode.HEADER_ONLY, "nothing stands below line " + header.line() + ".");
    }
    List<SampleHandler.Sample> all = new ArrayList<>(rows);
    if (head.records().size() == HEAD) {
      all.addAll(windows(text, reader, header.names().size()));
    }
    List<ColumnSample> samples = new ArrayList<>();
    for (int i = 0; i < header.names().size(); i++) {
      samples.add(ColumnSample.of(i, header.names().get(i), all, separator));
    }
    List<Dialect.Column> columns = new RoleGuess(samples, hints).columns();
    int dateColumn = indexOf(columns, Role.DATE);
    DateGuess dates = DateGuess.of(samples.get(dateColumn).cells(), hints.received());
    DateOrder order = dateOrder(dates, text, reader, dateColumn);
    Dialect dialect =
        new Dialect(
            decoded.charset(),
            separator,
            quote,
            order,
            dates.expected(order),
            Step.DAY,
            (int) header.line(),
            columns);
    SampledRows sampled = SampledRows.read(dialect, hints, rows, all);
    sampled.refuseUnnamedSeries(file);
    return dialect.withStep(sampled.step());
  }

  private char separator(String text, char quote) throws UploadRefusedException {
    SeparatorGuess guess = new SeparatorGuess(text, quote, hints.columns().size());
    Optional<Character> best = guess.best();
    if (best.isPresent()) {
      return best.get();
    }
    String odd = guess.odd().map(c -> " It seems to be '" + c + "', which is not read.").orElse("");
    throw refused(
        IngestCode.NO_SEPARATOR, "comma, semicolon, tab and pipe all leave one column." + odd);
  }

  private HeaderLine header(List<SampleHandler.Sample> records) throws UploadRefusedException {
    return hints.columns().isEmpty()
        ? HeaderLine.find(records, file)
        : new HeaderLine(0, -1, hints.columns().stream().map(String::strip).toList());
  }

  /** Rows from all over the document; a window that begins inside quotes yields odd widths. */
  private static List<SampleHandler.Sample> windows(String text, RecordReader reader, int width) {
    List<SampleHandler.Sample> found = new ArrayList<>();
    for (int i = 1; i < WINDOWS; i++) {
      int offset = (int) ((long) text.length() * i / WINDOWS);
      LineCursor cursor = new LineCursor(text, 0, offset);
      SampleHandler window = new SampleHandler(WINDOW);
      reader.read(cursor, 1, window);
      window.records().stream().filter(r -> r.fields().size() == width).forEach(found::add);
    }
    return found;
  }

  private DateOrder dateOrder(DateGuess sampled, String text, RecordReader reader, int column)
      throws UploadRefusedException {
    Optional<DateOrder> order = sampled.order();
    if (order.isEmpty()) {
      DateGuess whole = new DateGuess(hints.received());
      reader.read(new LineCursor(text, 1, 0), 1, new ColumnHandler(column, whole::add));
      order = whole.order();
    }
    return order.orElseThrow(
        () ->
            refused(
                IngestCode.AMBIGUOUS_DATE,
                "dates such as "
                    + sampled.example()
                    + " may begin with the day or with the month, and no row of the document"
                    + " decides it."));
  }

  private static int indexOf(List<Dialect.Column> columns, Role role) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).role() == role) {
        return i;
      }
    }
    throw new IllegalStateException("no column is " + role);
  }

  private UploadRefusedException refused(IngestCode code, String what) {
    return new UploadRefusedException(code, file, what);
  }
}
