package io.foretide.ingest.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.ingest.Batches;
import io.foretide.schemas.SeriesBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class PublishedBlockTest {
  private static final byte[] PREFIX = {0, 0, 0, 0, 42};

  @Test
  void theBytesAreThoseThatAvroItselfWouldWrite() throws IOException {
    Block block = new Block();
    merge(block, "date,product_id,sales,price,région\n1970-01-02,P1,5,1.5,Süd\n", 1000, 0);
    merge(block, "date,product_id,sales,op,size\n1970-01-03,P1,6,,2\n1970-01-02,P1,,delete,\n", 2000, 1);
    block.nextRevision();

    byte[] written =
        new PublishedBlock(PREFIX).write("sales", List.of("P1"), "P1D", 0, block);

    assertThat(Arrays.copyOf(written, 5)).isEqualTo(PREFIX);
    byte[] body = Arrays.copyOfRange(written, 5, written.length);
    SeriesBlock read =
        new SpecificDatumReader<>(SeriesBlock.class)
            .read(null, DecoderFactory.get().binaryDecoder(body, null));
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(again, null);
    new SpecificDatumWriter<>(SeriesBlock.class).write(read, encoder);
    encoder.flush();
    assertThat(body).isEqualTo(again.toByteArray());

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
