package io.foretide.standalone;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.foretide.standalone.replay.Pace;
import io.foretide.standalone.replay.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Plays a file of ticks or bars onto the log as fast as it happened, or N times so.")
final class ReplayCommand implements Callable<Integer> {
  /** Rows that tell how the file is written, before the others follow at their time. */
  private static final int FIRST_PART = 20;

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Ticks as JSON lines or CSV (symbol, time, price, size, and tradeId and sequence where"
              + " there are), or bars as CSV (time, open, high, low, close, volume).")
  private Path file;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description =
          "Times as fast as it happened (${DEFAULT-VALUE}); 0: as fast as the log takes it.")
  private double speed = 1;

  @Option(
      names = "--symbol",
      paramLabel = "NAME",
      description = "Of ticks that do not name theirs.")
  private Optional<String> symbol = Optional.empty();

  private final AtomicReference<Exception> refusal = new AtomicReference<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ServiceConfig config = connection.config();
    Pace pace = new Pace(speed);
    long rows;
    try (Recording recording = Recording.open(file, symbol);
        Wire wire = config.wire();
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                config.producer(), new StringSerializer(), new ByteArraySerializer())) {
      rows =
          recording.isBars()
              ? playBars(recording, pace, producer, wire.name(Topics.CSV_UPLOADS))
              : playTicks(recording, pace, producer, wire.name(Topics.MARKET_TICKS_JSON));
      producer.flush();
      refuse();
    }
    out.printf("%s: %d rows played%n", file, rows);
    return 0;
  }

  private long playTicks(
      Recording recording, Pace pace, KafkaProducer<String, byte[]> producer, String topic)
      throws InterruptedException {
    long rows = 0;
    for (Iterator<Recording.Row> all = recording.rows(); all.hasNext(); rows++) {
      Recording.Row row = all.next();
      await(pace, row.at());
      send(producer, new ProducerRecord<>(topic, row.symbol(), bytes(row.text())));
    }
    return rows;
  }

  /**
   * Bars are one upload in parts, each with the bars of one time: the first part, of more, tells
   * how all are written. A bar is due when it has ended, so with the next one's time.
   */
  private long playBars(
      Recording recording, Pace pace, KafkaProducer<String, byte[]> producer, String topic)
      throws InterruptedException {
    String upload = "replay-" + UUID.randomUUID();
    StringBuilder part = new StringBuilder();
    Instant at = Instant.MIN;
    int number = 0;
    long rows = 0;
    int inPart = 0;
    for (Iterator<Recording.Row> all = recording.rows(); all.hasNext(); rows++) {
      Recording.Row row = all.next();
      if (!row.at().equals(at) && inPart > 0 && rows >= FIRST_PART) {
        await(pace, row.at());
        send(producer, part(topic, upload, recording, ++number, false, part));
        part.setLength(0);
        inPart = 0;
      }
      at = row.at();
      part.append(row.text()).append('\n');
      inPart++;
    }
    if (inPart > 0) {
      send(producer, part(topic, upload, recording, ++number, true, part));
    }
    return rows;
  }

  private ProducerRecord<String, byte[]> part(
      String topic,
      String upload,
      Recording recording,
      int number,
      boolean last,
      StringBuilder rows) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, upload, bytes(recording.headerLine() + "\n" + rows));
    record.headers().add("filename", bytes(String.valueOf(file.getFileName())));
    record.headers().add("part", bytes(Integer.toString(number)));
    if (last) {
      record.headers().add("parts", bytes(Integer.toString(number)));
    }
    return record;
  }

  private void send(KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    refuse();
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure != null) {
            refusal.compareAndSet(null, failure);
          }
        });
  }

  private void refuse() {
    Exception failure = refusal.get();
    if (failure != null) {
      throw new CodedException(
          "FT-1190", "the broker did not take " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static void await(Pace pace, Instant at) throws InterruptedException {
    Duration wait = pace.until(at, System.nanoTime());
    if (wait.toMillis() > 0) {
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
