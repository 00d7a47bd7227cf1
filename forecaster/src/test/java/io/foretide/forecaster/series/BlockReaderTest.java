package io.foretide.forecaster.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.schemas.BlockAttribute;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Stamp;
import io.foretide.schemas.topics.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockReaderTest {
  private final TestTopics topics = TestStack.shared().topics();
  private final AvroReader<SeriesBlock> avro =
      new AvroReader<>(topics.wire(), Topics.SERIES_BLOCKS);
  private final BlockReader reader =
      new BlockReader(avro, () -> topics.wire().schemaId(Topics.SERIES_BLOCKS));

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void whatIsReadByHandIsWhatAvroReads() {
    SeriesBlock block = block();
    assertSame(reader.read("key", bytes(block)).orElseThrow(), StoredBlock.of(block));
  }

  @Test
  void aBlockOfAnotherSchemaIsReadThroughAvro() {
    BlockReader stranger = new BlockReader(avro, () -> Integer.MAX_VALUE);
    assertSame(stranger.read("key", bytes(block())).orElseThrow(), StoredBlock.of(block()));
  }

  @Test
  void aDamagedBlockIsPassedOver() {
    byte[] bytes = bytes(block());
    assertThat(reader.read("key", Arrays.copyOf(bytes, 40))).isEmpty();
    assertThat(reader.read("key", new byte[] {1, 2, 3})).isEmpty();
    assertThat(reader.read("key", new byte[0])).isEmpty();
    assertThat(reader.read("key", bytes)).isPresent();
  }

  private byte[] bytes(SeriesBlock block) {
    try (Serializer<SeriesBlock> serializer = topics.wire().serializer(Topics.SERIES_BLOCKS)) {
      return serializer.serialize(topics.wire().name(Topics.SERIES_BLOCKS), block);
    }
  }

  private static void assertSame(StoredBlock one, StoredBlock other) {
    assertThat(one.series()).isEqualTo(other.series());
    assertThat(one.identityColumns()).isEqualTo(other.identityColumns());
    assertThat(one.step()).isEqualTo(other.step());
    assertThat(one.number()).isEqualTo(other.number());
    assertThat(one.target()).isEqualTo(other.target());
    assertThat(one.attributes()).isEqualTo(other.attributes());
    assertThat(one.columns().keySet()).isEqualTo(other.columns().keySet());
    one.columns()
        .forEach((name, values) -> assertThat(values).isEqualTo(other.columns().get(name)));
  }

  private static SeriesBlock block() {
    Instant first = Instant.ofEpochMilli(1_700_000_000_123L);
    return SeriesBlock.newBuilder()
        .setDataset("sales")
        .setIdentity(List.of("P001", "Zürich"))
        .setIdentityColumns(List.of("product", "store"))
        .setStep("P1D")
        .setBlock(-3)
        .setTarget("sold")
        .setColumns(List.of(column("sold", 1.5), column("price", Double.NaN)))
        .setAttributes(
            List.of(
                new BlockAttribute("category", "bread", 1, 17),
                new BlockAttribute("region", "", 0, 4)))
        .setStamps(
            List.of(
                new Stamp(first, 3, 12L, "u1", "a.csv"),
                new Stamp(first.plusMillis(1), 0, 1L << 40, "u2", "b.csv")))
        .setSlotStamps(IntStream.range(0, 64).map(slot -> slot % 2).boxed().toList())
        .setSlotLines(IntStream.range(0, 64).boxed().toList())
        .setRevision(9)
        .build();
  }

  private static BlockColumn column(String name, double factor) {
    return new BlockColumn(
        name, IntStream.range(0, 64).mapToObj(slot -> slot * factor - 7).toList());
  }
}
