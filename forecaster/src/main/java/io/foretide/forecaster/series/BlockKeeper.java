package io.foretide.forecaster.series;

import io.foretide.schemas.topics.SeriesKeys;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the blocks of one partition, as they are on the wire, in a store that is restored from the
 * topic itself, and their series in the book. A value that is no block is kept like any other and
 * read by nobody: it stops nothing, neither now nor at a restore.
 */
final class BlockKeeper implements Processor<String, byte[], Void, Void> {
  static final String STORE = "blocks";

  private final SeriesBook book;
  private final BlockReader reader;
  private KeyValueStore<String, byte[]> blocks;
  private int partition;

  BlockKeeper(SeriesBook book, BlockReader reader) {
    this.book = book;
    this.reader = reader;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    blocks = context.getStateStore(STORE);
    partition = context.taskId().partition();
    try (KeyValueIterator<String, byte[]> all = blocks.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> block = all.next();
        apply(block.key, block.value);
      }
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() == null) {
      return;
    }
    if (record.value() == null) {
      // A deleted block holds nothing any more; what it said of its series is in the old value.
      byte[] old = blocks.delete(record.key());
      if (old != null) {
        reader.read(record.key(), old).ifPresent(block -> book.put(partition, block.emptied()));
      }
      return;
    }
    blocks.put(record.key(), record.value());
    apply(record.key(), record.value());
  }

  private void apply(String key, byte[] value) {
    Optional<StoredBlock> block = reader.read(key, value);
    block.filter(b -> belongs(key, b)).ifPresent(b -> book.put(partition, b));
  }

  private boolean belongs(String key, StoredBlock block) {
    String series = block.series().text();
    if (key.equals(SeriesKeys.block(series, block.step(), block.number()))) {
      return true;
    }
    reader.passOver(key, "it is a block of " + series);
    return false;
  }

  @Override
  public void close() {
    book.drop(partition);
  }
}
