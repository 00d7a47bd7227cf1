package io.foretide.ingest.market;

import io.foretide.schemas.Tick;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads values of {@code market.ticks}. Those in the schema of this build are read where they lie,
 * by hand: through Confluent's deserializer a tick takes ten times as long. Any other goes through
 * it, and so may be of an earlier or a later schema.
 */
public final class TickReader {
  private static final VarHandle BIG_ENDIAN_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PREFIX = 5;
  private static final byte[] NO_ID = {};

  private final int schema;
  private final Function<byte[], Tick> others;
  private byte[] bytes;
  private int at;

  /**
   * @param sample any tick as the real serializer writes it: it begins with the id that the schema
   *     registry gave the schema
   * @param others reads a tick of another schema
   */
  public TickReader(byte[] sample, Function<byte[], Tick> others) {
    this.schema = (int) BIG_ENDIAN_INT.get(sample, 1);
    this.others = others;
  }

  /**
   * Reads the value that lies in {@code buffer}.
   *
   * @throws RuntimeException if it is no tick
   */
  public void read(byte[] buffer, int from, int length, io.foretide.ingest.market.Tick into) {
    if (length < PREFIX
        || buffer[from] != 0
        || (int) BIG_ENDIAN_INT.get(buffer, from + 1) != schema) {
      readOther(Arrays.copyOfRange(buffer, from, from + length), into);
      return;
    }
    bytes = buffer;
    at = from + PREFIX;
    long time = number();
    double price = (double) DOUBLES.get(buffer, at);
    double size = (double) DOUBLES.get(buffer, at + 8);
    at += 16;
    int idLength = 0;
    int idAt = 0;
    if (number() != 0) {
      idLength = Math.toIntExact(number());
      idAt = at;
      at += idLength;
    }
    boolean ordered = number() != 0;
    long sequence = ordered ? number() : 0;
    if (idLength < 0 || at != from + length) {
      throw new IllegalArgumentException("the record is not of the length it says");
    }
    into.set(time, price, size, buffer, idAt, idLength, ordered, sequence);
  }

  private void readOther(byte[] value, io.foretide.ingest.market.Tick into) {
    Tick tick = others.apply(value);
    byte[] id =
        tick.getTradeId() == null ? NO_ID : tick.getTradeId().getBytes(StandardCharsets.UTF_8);
    Long sequence = tick.getSequence();
    into.set(
        ChronoUnit.MICROS.between(Instant.EPOCH, tick.getTime()),
        tick.getPrice(),
        tick.getSize(),
        id,
        0,
        id.length,
        sequence != null,
        sequence == null ? 0 : sequence);
  }

  /** Avro's long: zigzag, seven bits a byte. */
  private long number() {
    long raw = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      raw |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0 && shift < 70);
    return (raw >>> 1) ^ -(raw & 1);
  }
}
