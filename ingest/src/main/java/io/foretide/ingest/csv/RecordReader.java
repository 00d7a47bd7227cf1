package io.foretide.ingest.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/**
 * Splits a text into records and, where FastCSV gives up on one (a quote that never closes, a field
 * of megabytes), drops that one line and goes on below it.
 */
final class RecordReader {
  /** No cell of a sales file is longer; a longer one is a lost quote or a lost line end. */
  static final int LONGEST_FIELD = 1 << 17;

  private final String text;
  private final CsvReader.CsvReaderBuilder csv;

  RecordReader(String text, char separator, char quote) {
    this.text = text;
    this.csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter(quote)
            .skipEmptyLines(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .maxBufferSize(LONGEST_FIELD);
  }

  /** Hands over every record from the given physical line on. */
  void read(LineCursor cursor, long fromLine, RecordHandler handler) {
    long line = fromLine;
    int offset = cursor.moveTo(line);
    while (offset < text.length()) {
      handler.restart(line);
      try (CsvReader<RecordHandler> records = csv.build(handler, new TextReader(text, offset))) {
        for (RecordHandler each : records) {
          if (!each.complete()) {
            return;
          }
        }
        return;
      } catch (CsvParseException e) {
        boolean tooLong = cursor.length(handler.line()) > LONGEST_FIELD;
        IngestCode why = tooLong ? IngestCode.FIELD_TOO_LONG : IngestCode.BROKEN_QUOTES;
        if (!handler.broken(handler.line(), why)) {
          return;
        }
        line = handler.line() + 1;
        offset = cursor.moveTo(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A text from an offset on; {@link java.io.StringReader} locks and cannot start in the middle.
   */
  private static final class TextReader extends Reader {
    /** Little at first: where every line is broken, each costs a new reader. */
    private static final int FIRST_READ = 512;

    private final String text;
    private int next;
    private int most = FIRST_READ;

    TextReader(String text, int offset) {
      this.text = text;
      this.next = offset;
    }

    @Override
    public int read(char[] into, int offset, int length) {
      int count = Math.min(Math.min(length, most), text.length() - next);
      most = Integer.MAX_VALUE;
      if (count <= 0) {
        return -1;
      }
      text.getChars(next, next + count, into, offset);
      next += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
