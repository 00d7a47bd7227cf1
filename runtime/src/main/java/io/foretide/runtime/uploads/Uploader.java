package io.foretide.runtime.uploads;

import io.foretide.runtime.Closing;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts CSV files of any size on {@code csv.uploads}. Thread-safe. */
public final class Uploader implements AutoCloseable {
  private final String topic;
  private final KafkaProducer<String, byte[]> producer;

  public Uploader(ServiceConfig config, Wire wire) {
    this.topic = wire.name(Topics.CSV_UPLOADS);
    this.producer =
        new KafkaProducer<>(config.producer(), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * What is said of a file beside its content.
   *
   * @param file name for messages; only what stands after its last slash is kept
   * @param dataset told from the columns if it is empty
   * @param who sends it, for the audit log
   * @param redriveOf upload whose rejected rows these are
   */
  public record Label(
      String file, Optional<String> dataset, Optional<String> who, Optional<String> redriveOf) {
    /** A file of its own. */
    public static Label of(String file, Optional<String> dataset, String who) {
      return new Label(file, dataset, Optional.of(who), Optional.empty());
    }

    private Map<String, String> headers() {
      Map<String, String> headers = new HashMap<>();
      headers.put(
          "filename", file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
      dataset.ifPresent(name -> headers.put("dataset", name));
      who.ifPresent(name -> headers.put("who", name));
      redriveOf.ifPresent(upload -> headers.put("redrive-of", upload));
      return headers;
    }
  }

  /**
   * Sends a file in parts and returns its upload id once every part is durable. The receipt follows
   * on {@code ingest.receipts}. Memory in use is a few parts, whatever the file's size: only the
   * count of parts has to wait for the end, and it travels with the last one.
   */
  public String upload(Label label, InputStream content) throws IOException, InterruptedException {
    String upload = UUID.randomUUID().toString();
    Map<String, String> headers = label.headers();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    PartCutter parts = new PartCutter(content);
    int part = 0;
    for (byte[] next = parts.next(); next != null; ) {
      byte[] following = parts.next();
      part++;
      headers.put("part", Integer.toString(part));
      if (following == null) {
        headers.put("parts", Integer.toString(part));
      }
      sent.add(send(upload, headers, next));
      next = following;
    }
    producer.flush();
    for (Future<RecordMetadata> future : sent) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new CodedException(
            "FT-1190",
            "the broker did not take " + label.file() + ": " + e.getCause().getMessage(),
            e.getCause());
      }
    }
    return upload;
  }

  private Future<RecordMetadata> send(String upload, Map<String, String> headers, byte[] value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, upload, value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return producer.send(record);
  }

  @Override
  public void close() {
    Closing.close(producer);
  }
}
