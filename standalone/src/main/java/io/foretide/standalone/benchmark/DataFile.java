package io.foretide.standalone.benchmark;

import io.foretide.ingest.csv.CsvDocument;
import io.foretide.ingest.csv.Layout;
import io.foretide.ingest.csv.Reject;
import io.foretide.ingest.csv.Row;
import io.foretide.ingest.csv.RowSink;
import io.foretide.ingest.csv.UploadHints;
import io.foretide.ingest.csv.UploadRefusedException;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.DatasetAssembler;
import io.foretide.models.series.Scope;
import io.foretide.models.series.SeriesAssembler;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.series.WriteStamp;
import io.foretide.runtime.CodedException;
import io.foretide.trainer.snapshot.NativeStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A CSV file as the series that ingest would make of it. */
public final class DataFile implements RowSink {
  private static final String NAME = "file";

  /** By the reading's number of a series, then by the number of the block. */
  private final Map<Integer, Map<Long, Map<String, double[]>>> blocks = new HashMap<>();

  private final Map<Integer, SeriesAssembler> assemblers = new HashMap<>();
  private Layout layout;
  private DatasetAssembler assembler;

  private DataFile() {}

  /**
   * Reads a file of one part with a header line.
   *
   * @param step of the series; without it, the one at which the file is really observed
   * @throws CodedException FT-1708 if there is no such file, FT-11xx if it cannot be read
   */
  public static Dataset read(Path file, Optional<Step> step) {
    DataFile reader = new DataFile();
    try {
      byte[] content = Files.readAllBytes(file);
      UploadHints hints = UploadHints.of(file.toString(), Instant.now());
      CsvDocument.read(content, CsvDocument.sniff(content, hints), hints, reader);
    } catch (UploadRefusedException e) {
      throw new CodedException(e.code().id(), withoutCode(e), e);
    } catch (IOException e) {
      throw new CodedException("FT-1708", "there is no file " + file, e);
    }
    reader.blocks.forEach(
        (series, its) ->
            its.forEach((number, block) -> reader.assemblers.get(series).block(number, block)));
    Step stored = reader.layout.step();
    Dataset data = reader.assembler.assemble(stored, Scope.ALL);
    Step wanted = step.orElseGet(() -> NativeStep.of(data));
    return wanted.equals(stored) ? data : reader.assembler.assemble(wanted, Scope.ALL);
  }

  private static String withoutCode(UploadRefusedException e) {
    String code = e.code().id() + " ";
    return e.getMessage().startsWith(code)
        ? e.getMessage().substring(code.length())
        : e.getMessage();
  }

  @Override
  public void layout(Layout known) {
    layout = known;
    assembler = new DatasetAssembler(NAME, known.step());
  }

  @Override
  public void row(Row row) {
    SeriesAssembler series =
        assemblers.computeIfAbsent(
            row.series(),
            number ->
                assembler.series(
                    new SeriesId(NAME, row.identity()), layout.identity(), layout.target()));
    Map<String, double[]> block =
        blocks
            .computeIfAbsent(row.series(), number -> new HashMap<>())
            .computeIfAbsent(
                Math.floorDiv(row.slot(), SeriesAssembler.SLOTS), number -> new HashMap<>());
    int slot = (int) Math.floorMod(row.slot(), (long) SeriesAssembler.SLOTS);
    for (int i = 0; i < layout.numbers().size(); i++) {
      double[] column = block.computeIfAbsent(layout.numbers().get(i), name -> empty());
      if (row.operation() == Row.Operation.DELETE || !Double.isNaN(row.number(i))) {
        column[slot] = row.number(i);
      }
    }
    for (int i = 0; i < layout.attributes().size(); i++) {
      if (!row.attribute(i).isEmpty()) {
        series.attribute(
            layout.attributes().get(i),
            row.attribute(i),
            new WriteStamp(0, 0, 0, Math.toIntExact(row.line())));
      }
    }
  }

  private static double[] empty() {
    double[] values = new double[SeriesAssembler.SLOTS];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** A row that ingest would not take; the others are compared on. */
  @Override
  public void reject(Reject reject) {}
}
