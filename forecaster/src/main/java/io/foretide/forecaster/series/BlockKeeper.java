package io.foretide.forecaster.series;

import io.foretide.models.series.SeriesId;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.SeriesKeys;
import java.util.List;
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
  private final AvroReader<SeriesBlock> reader;
  private KeyValueStore<String, byte[]> blocks;
  private int partition;

  BlockKeeper(SeriesBook book, AvroReader<SeriesBlock> reader) {
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
        reader.read(record.key(), old).ifPresent(block -> book.put(partition, emptied(block)));
      }
      return;
    }
    blocks.put(record.key(), record.value());
    apply(record.key(), record.value());
  }

  private void apply(String key, byte[] value) {
    Optional<SeriesBlock> block = reader.read(key, value);
    block.filter(b -> belongs(key, b)).ifPresent(b -> book.put(partition, b));
  }

  private boolean belongs(String key, SeriesBlock block) {
    String series = new SeriesId(block.getDataset(), block.getIdentity()).text();
    if (key.equals(SeriesKeys.block(series, block.getStep(), block.getBlock()))) {
      return true;
    }
    reader.passOver(key, "it is a block of " + series);
    return false;
  }

  private static SeriesBlock emptied(SeriesBlock block) {
    return SeriesBlock.newBuilder(block).setColumns(List.of()).build();
  }

  @Override
  public void close() {
    book.drop(partition);
  }
}
