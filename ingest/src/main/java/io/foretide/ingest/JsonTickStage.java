package io.foretide.ingest;

import io.foretide.ingest.market.Fate;
import io.foretide.ingest.market.JsonTicks;
import io.foretide.ingest.market.Tick;
import io.foretide.schemas.IngestReject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Lines of JSON become ticks on their way to the partitions of their symbols. */
final class JsonTickStage implements Processor<byte[], byte[], String, Object> {
  static final Branch<ForwardedTick> TICKS = new Branch<>("json-ticks", ForwardedTick.class);

  /** Lines that are no ticks. */
  static final Branch<IngestReject> REJECTS = new Branch<>("json-rejects", IngestReject.class);

  private final IngestSettings settings;
  private final IngestMetrics metrics;
  private ProcessorContext<String, Object> context;

  JsonTickStage(IngestSettings settings, IngestMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    String text = record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.split("\r\n|\r|\n")) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        Tick tick = new Tick();
        String symbol = JsonTicks.read(line, tick).orElse(key);
        if (symbol.isBlank()) {
          reject(Fate.NO_SYMBOL, "neither its key nor the line does", symbol, number, line);
        } else if (!settings.market().knows(symbol)) {
          reject(Fate.UNKNOWN_SYMBOL, "\"" + symbol + "\"", symbol, number, line);
        } else {
          TICKS.send(
              context, symbol, new ForwardedTick(symbol, Math.max(0, record.timestamp()), tick));
        }
      } catch (IllegalArgumentException e) {
        reject(Fate.UNREADABLE, e.getMessage(), key, number, line);
      }
    }
  }

  private void reject(Fate fate, String why, String symbol, int line, String raw) {
    metrics.ticks(fate, 1);
    RecordMetadata at = context.recordMetadata().orElseThrow();
    String where = at.topic() + "-" + at.partition() + "-" + at.offset();
    REJECTS.send(
        context,
        where,
        Rejects.ofTick(
            where,
            symbol,
            line,
            fate,
            why,
            raw.length() > 1_000 ? raw.substring(0, 1_000) : raw,
            context.currentSystemTimeMs()));
  }
}
