package io.foretide.schemas.topics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads records of one class in Confluent's format. Confluent's own deserializer looks the schema
 * up again for every record; here that is done once per schema, and records in the schema of this
 * build are read without it. All others, earlier and later ones, it reads itself. Thread-safe.
 */
final class SpecificDeserializer<V> implements Deserializer<V> {
  private static final int PREFIX = 5;

  private final Deserializer<V> confluent;
  private final IntPredicate isOwn;
  private final DatumReader<V> reader;
  private final Map<Integer, Boolean> met = new ConcurrentHashMap<>();

  /**
   * @param isOwn whether what the registry has under an id is {@code schema}; asked of ids that
   *     Confluent's deserializer has read a record of
   */
  SpecificDeserializer(Deserializer<V> confluent, Schema schema, IntPredicate isOwn) {
    this.confluent = confluent;
    this.isOwn = isOwn;
    this.reader = new SpecificDatumReader<>(schema, schema, SpecificData.getForSchema(schema));
  }

  @Override
  public V deserialize(String topic, byte[] data) {
    if (data == null || data.length < PREFIX || data[0] != 0) {
      return confluent.deserialize(topic, data);
    }
    int id = ByteBuffer.wrap(data).getInt(1);
    Boolean own = met.get(id);
    if (own == null) {
      V first = confluent.deserialize(topic, data);
      met.put(id, isOwn.test(id));
      return first;
    }
    return own ? read(topic, data) : confluent.deserialize(topic, data);
  }

  private V read(String topic, byte[] data) {
    try {
      return reader.read(
          null, DecoderFactory.get().binaryDecoder(data, PREFIX, data.length - PREFIX, null));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("cannot read a record of " + topic, e);
    }
  }

  @Override
  public void close() {
    confluent.close();
  }
}
