package io.foretide.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.foretide.runtime.CodedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of ticks, JSON lines or CSV, or of bars, CSV, row by row. A file is of bars if its header
 * names open, high, low and close.
 */
public final class Recording implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TIMES = List.of("time", "timestamp", "t", "date", "datetime");
  private static final List<String> SYMBOLS = List.of("symbol", "s", "ticker");
  private static final List<String> BARS = List.of("open", "high", "low", "close");

  private final Path file;
  private final BufferedReader reader;
  private final Optional<CsvReader<CsvRecord>> csv;
  private final List<String> header;
  private final Optional<String> symbol;

  /**
   * One row.
   *
   * @param at when it happened
   * @param text a tick as a JSON object, or a bar as the line of the file
   */
  public record Row(Instant at, String symbol, String text) {}

  private Recording(
      Path file,
      BufferedReader reader,
      Optional<CsvReader<CsvRecord>> csv,
      List<String> header,
      Optional<String> symbol) {
    this.file = file;
    this.reader = reader;
    this.csv = csv;
    this.header = header;
    this.symbol = symbol;
  }

  /**
   * @param symbol of ticks that name none themselves
   * @throws CodedException FT-1708 if there is no such file, FT-1715 if it is no recording
   */
  public static Recording open(Path file, Optional<String> symbol) throws IOException {
    BufferedReader reader;
    try {
      reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new CodedException("FT-1708", "there is no file " + file, e);
    }
    reader.mark(4);
    int first = reader.read();
    reader.reset();
    if (first == '{') {
      return new Recording(file, reader, Optional.empty(), List.of(), symbol);
    }
    String line = reader.readLine();
    List<String> header =
        Stream.of(Optional.ofNullable(line).orElse("").replace("\uFEFF", "").split(",", -1))
            .map(name -> name.strip().replace("\"", "").toLowerCase(Locale.ROOT))
            .toList();
    if (header.stream().noneMatch(TIMES::contains)) {
      reader.close();
      throw new CodedException(
          "FT-1715",
          file
              + " is neither JSON lines nor CSV with a column time; a recording of ticks has symbol,"
              + " time, price and size, one of bars time, open, high, low, close and volume");
    }
    CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(reader);
    return new Recording(file, reader, Optional.of(rows), header, symbol);
  }

  public boolean isBars() {
    return header.containsAll(BARS);
  }

  /** The names of the columns as a line; empty for JSON. */
  public String headerLine() {
    return String.join(",", header);
  }

  /**
   * All rows, in the order of the file, read as they are asked for.
   *
   * @throws CodedException FT-1715 while going through them, if a row has no time
   */
  public Iterator<Row> rows() {
    return csv.map(
            rows ->
                rows.stream()
                    .filter(row -> !row.getFields().stream().allMatch(String::isBlank))
                    .map(this::ofCsv))
        .orElseGet(() -> reader.lines().filter(line -> !line.isBlank()).map(this::ofJson))
        .iterator();
  }

  private Row ofCsv(CsvRecord row) {
    String time = "";
    String named = symbol.orElse("");
    ObjectNode tick = JSON.createObjectNode();
    for (int i = 0; i < Math.min(header.size(), row.getFieldCount()); i++) {
      String name = header.get(i);
      String cell = row.getField(i).strip();
      if (TIMES.contains(name)) {
        time = cell;
      } else if (SYMBOLS.contains(name)) {
        named = cell;
      } else if (!cell.isEmpty()) {
        tick.put(name, cell);
      }
    }
    Instant at = instant(time, row.getStartingLineNumber());
    if (isBars()) {
      return new Row(at, named, String.join(",", row.getFields()));
    }
    tick.put("time", at.toString());
    if (!named.isEmpty()) {
      tick.put("symbol", named);
    }
    return new Row(at, named, tick.toString());
  }

  private Row ofJson(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      String time =
          TIMES.stream()
              .filter(node::hasNonNull)
              .findFirst()
              .map(name -> node.get(name).asText())
              .orElse("");
      String named =
          SYMBOLS.stream()
              .filter(node::hasNonNull)
              .findFirst()
              .map(name -> node.get(name).asText())
              .or(() -> symbol)
              .orElse("");
      return new Row(instant(time, 0), named, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Instant instant(String text, long line) {
    try {
      if (text.matches("\\d+(\\.\\d+)?")) {
        double number = Double.parseDouble(text);
        return number < 1e11
            ? Instant.ofEpochMilli(Math.round(number * 1_000))
            : number < 1e14
                ? Instant.ofEpochMilli(Math.round(number))
                : Instant.ofEpochMilli(Math.round(number / (number < 1e17 ? 1e3 : 1e6)));
      }
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
      }
      String iso = text.replace(' ', 'T');
      return Instant.parse(iso.endsWith("Z") || iso.lastIndexOf('+') > 10 ? iso : iso + "Z");
    } catch (DateTimeParseException e) {
      throw new CodedException(
          "FT-1715",
          "%s line %d: \"%s\" is no time; write it like 2026-01-05T14:30:00.25Z"
              .formatted(file, line, text),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
