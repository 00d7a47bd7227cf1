package io.foretide.forecaster.series;

import io.foretide.models.series.SeriesAssembler;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.WriteStamp;
import io.foretide.schemas.SeriesBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads blocks. Those in the schema of this build are read where they lie, by hand: through {@link
 * SeriesBlock}, with a boxed number per slot and the stamps of all writes, a block takes ten times
 * as long, and a bar's forecast waits for it. Any other goes that way, and so may be of an earlier
 * or a later schema. Not thread-safe.
 */
final class BlockReader {
  private static final int PREFIX = 5;

  private final AvroReader<SeriesBlock> others;
  private final IntSupplier schemaId;
  private Optional<Integer> own = Optional.empty();
  private BinaryDecoder in;

  /** An attribute whose stamp is not read yet. */
  private record Told(String name, String value, int stamp, int line) {}

  /**
   * @param schemaId asks the registry for the id of this build's schema
   */
  BlockReader(AvroReader<SeriesBlock> others, IntSupplier schemaId) {
    this.others = others;
    this.schemaId = schemaId;
  }

  /** Empty, and logged, if it is no block. */
  Optional<StoredBlock> read(String key, byte[] value) {
    if (!isOwn(value)) {
      return others.read(key, value).map(StoredBlock::of);
    }
    try {
      return Optional.of(decode(value));
    } catch (IOException | RuntimeException e) {
      passOver(key, e.toString());
      return Optional.empty();
    }
  }

  void passOver(String key, String why) {
    others.passOver(key, why);
  }

  private boolean isOwn(byte[] value) {
    if (value.length < PREFIX || value[0] != 0) {
      return false;
    }
    if (own.isEmpty()) {
      own = Optional.of(schemaId.getAsInt());
    }
    return ByteBuffer.wrap(value).getInt(1) == own.get();
  }

  /** In the order of SeriesBlock.avsc. */
  private StoredBlock decode(byte[] value) throws IOException {
    in = DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, in);
    String dataset = in.readString();
    List<String> identity = texts();
    List<String> identityColumns = texts();
    String step = in.readString();
    long number = in.readLong();
    String target = in.readString();
    Map<String, double[]> columns = new HashMap<>();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        columns.put(in.readString(), numbers());
      }
    }
    List<Told> told = new ArrayList<>();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        told.add(new Told(in.readString(), in.readString(), in.readInt(), in.readInt()));
      }
    }
    return new StoredBlock(
        new SeriesId(dataset, identity),
        identityColumns,
        step,
        number,
        target,
        columns,
        told.isEmpty() ? List.of() : attributes(told));
  }

  /** With their stamps, which come next. */
  private List<StoredBlock.Attribute> attributes(List<Told> told) throws IOException {
    List<WriteStamp> stamps = new ArrayList<>();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        stamps.add(new WriteStamp(in.readLong(), in.readInt(), in.readLong(), 0));
        in.skipString();
        in.skipString();
      }
    }
    return told.stream()
        .map(
            one -> {
              WriteStamp stamp = stamps.get(one.stamp());
              return new StoredBlock.Attribute(
                  one.name(),
                  one.value(),
                  new WriteStamp(
                      stamp.uploadedAt(), stamp.partition(), stamp.offset(), one.line()));
            })
        .toList();
  }

  private List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        texts.add(in.readString());
      }
    }
    return texts;
  }

  private double[] numbers() throws IOException {
    double[] numbers = new double[SeriesAssembler.SLOTS];
    int count = 0;
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        if (count == numbers.length) {
          numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = in.readDouble();
      }
    }
    return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
  }
}
