package io.foretide.schemas.topics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records of one class in Confluent's format. Confluent's own serializer looks the schema up
 * again for every record, which takes several times as long as to write it: it is asked once per
 * topic, for the id that the registry gave the schema. Thread-safe.
 */
final class SpecificSerializer<V> implements Serializer<V> {
  private static final int PREFIX = 5;
  private static final int USUAL_SIZE = 512;

  private final Serializer<V> confluent;
  private final DatumWriter<V> writer;
  private final Map<String, byte[]> prefixes = new ConcurrentHashMap<>();

  SpecificSerializer(Serializer<V> confluent, Schema schema) {
    this.confluent = confluent;
    this.writer = new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema));
  }

  @Override
  public byte[] serialize(String topic, V value) {
    if (value == null) {
      return null;
    }
    byte[] prefix = prefixes.get(topic);
    if (prefix == null) {
      byte[] first = confluent.serialize(topic, value);
      prefixes.put(topic, Arrays.copyOf(first, PREFIX));
      return first;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    bytes.write(prefix, 0, PREFIX);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("cannot write a record of " + topic, e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    confluent.close();
  }
}
