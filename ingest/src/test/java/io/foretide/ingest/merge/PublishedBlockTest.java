package io.foretide.ingest.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.ingest.Batches;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class PublishedBlockTest {
  @Test
  void theBytesAreThoseThatAvroItselfWouldWrite() {
    Block block = new Block();
    merge(block, "date,product_id,sales,price,région\n1970-01-02,P1,5,1.5,Süd\n", 1000, 0);
    merge(
        block,
        "date,product_id,sales,op,size\n1970-01-03,P1,6,,2\n1970-01-02,P1,,delete,\n",
        2000,
        1);
    block.nextRevision();

    SeriesBlock read;
    try (TestTopics topics = TestStack.shared().topics();
        Serializer<SeriesBlock> serializer = topics.wire().serializer(Topics.SERIES_BLOCKS);
        Deserializer<SeriesBlock> deserializer = topics.wire().deserializer(Topics.SERIES_BLOCKS)) {
      String topic = topics.wire().name(Topics.SERIES_BLOCKS);
      byte[] sample = serializer.serialize(topic, PublishedBlock.empty());
      byte[] written = new PublishedBlock(sample).write("sales", List.of("P1"), "P1D", 0, block);
      read = deserializer.deserialize(topic, written);
      assertThat(written).isEqualTo(serializer.serialize(topic, read));
    }

    assertThat(read.getColumns()).extracting("name").containsExactly("sales", "price", "size");
    assertThat(read.getColumns().get(0).getValues().get(1)).isNaN();
    assertThat(read.getColumns().get(0).getValues().get(2)).isEqualTo(6);
    assertThat(read.getAttributes().get(0).getValue()).isEqualTo("Süd");
    assertThat(read.getSlotStamps().get(0)).isEqualTo(-1);
    assertThat(read.getStamps().get(read.getSlotStamps().get(1)).getUpload()).isEqualTo("u1");
    assertThat(read.getSlotLines().subList(0, 3)).containsExactly(0, 3, 2);
    assertThat(read.getRevision()).isEqualTo(1);
  }

  private static void merge(Block block, String csv, long time, long offset) {
    BatchReader reader = new BatchReader(Batches.of(csv, time, 0, offset, 1).get(0));
    reader.nextSeries();
    reader.nextFragment();
    block.merge(reader, new Outcomes());
  }
}
