package io.foretide.ingest;

import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One way out of a stage. The stage sends to the branch by name, so nothing passes through the
 * others.
 *
 * @param name of the topology's node that takes it
 * @param type of what goes there
 */
record Branch<V>(String name, Class<V> type) {
  void send(ProcessorContext<String, Object> stage, String key, V value) {
    stage.forward(new Record<>(key, value, stage.currentSystemTimeMs()), name);
  }

  KStream<String, V> of(KStream<String, Object> stage) {
    return stage.mapValues(type::cast, Named.as(name));
  }
}
