package io.foretide.ingest.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.ingest.Batches;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;

/** Merging is a maximum: order, repetition and the way rows are split do not matter. */
class MergeOrderTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

  /** One row as it was written, with everything that decides whether it wins. */
  private record Write(
      long time,
      long offset,
      int line,
      String product,
      LocalDate day,
      String column,
      double value) {
    static final Comparator<Write> ORDER =
        Comparator.comparingLong(Write::time)
            .thenComparingLong(Write::offset)
            .thenComparingInt(Write::line);
  }

  private record Document(String csv, long time, long offset) {}

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<Write> writes = new ArrayList<>();

  @RepeatedTest(15)
  void anyOrderAnySplitAndAnyRepetitionGiveTheSameBlocks() {
    List<Document> documents = new ArrayList<>();
    for (int offset = 0; offset < 7; offset++) {
      documents.add(document(offset));
    }
    Map<String, Block> expected = merge(batches(documents, 1));

    for (int trial = 0; trial < 8; trial++) {
      List<byte[]> batches = batches(documents, 1 + random.nextInt(5));
      batches.addAll(batches.subList(0, random.nextInt(batches.size())));
      Collections.shuffle(batches, random);
      Map<String, Block> merged = merge(batches);

      assertThat(merged.keySet()).isEqualTo(expected.keySet());
      merged.forEach(
          (key, block) ->
              assertThat(bytes(block))
                  .as("block %s, seed %d", key, seed)
                  .isEqualTo(bytes(expected.get(key))));
    }
    assertThat(values(expected)).as("seed %d", seed).isEqualTo(latestWrites());
  }

  /** Rows of two products over 150 days; two documents in three share their upload time. */
  private Document document(int offset) {
    long time = 1_720_000_000_000L + random.nextInt(3);
    boolean priced = random.nextBoolean();
    StringBuilder csv = new StringBuilder("date,product_id,sales,region,op");
    csv.append(priced ? ",price\n" : "\n");
    for (int line = 2; line < 120; line++) {
      String product = random.nextBoolean() ? "P1" : "P2";
      LocalDate day = FIRST.plusDays(random.nextInt(150));
      boolean delete = line > 2 && random.nextInt(10) == 0;
      boolean plan = priced && line > 4 && !delete && random.nextInt(6) == 0;
      int sales = random.nextInt(4);
      String price =
          line < 5 || plan || random.nextInt(3) > 0 ? (1 + random.nextInt(4)) + ".5" : "";
      csv.append(day).append(',').append(product).append(',').append(delete ? "" : sales);
      csv.append(",R").append(random.nextInt(2));
      csv.append(delete ? ",delete" : plan ? ",plan" : ",");
      csv.append(priced ? "," + (delete ? "" : price) : "").append('\n');
      if (delete) {
        writes.add(new Write(time, offset, line, product, day, "", Double.NaN));
      } else {
        if (!plan) {
          writes.add(new Write(time, offset, line, product, day, "sales", sales));
        }
        if (priced && !price.isEmpty()) {
          writes.add(
              new Write(time, offset, line, product, day, "price", Double.parseDouble(price)));
        }
      }
    }
    return new Document(csv.toString(), time, offset);
  }

  private static List<byte[]> batches(List<Document> documents, int partitions) {
    List<byte[]> batches = new ArrayList<>();
    for (Document one : documents) {
      batches.addAll(Batches.of(one.csv(), one.time(), 0, one.offset(), partitions));
    }
    return batches;
  }

  private static Map<String, Block> merge(List<byte[]> batches) {
    Map<String, byte[]> stored = new HashMap<>();
    for (byte[] batch : batches) {
      BatchReader reader = new BatchReader(batch);
      while (reader.hasSeries()) {
        String series = reader.nextSeries().get(0);
        int fragments = reader.fragments();
        for (int i = 0; i < fragments; i++) {
          String key = series + "#" + reader.nextFragment();
          byte[] known = stored.get(key);
          Block block = known == null ? new Block() : BlockCodec.decode(known);
          block.merge(reader, new Outcomes());
          stored.put(key, BlockCodec.encode(block));
        }
      }
    }
    Map<String, Block> blocks = new TreeMap<>();
    stored.forEach((key, bytes) -> blocks.put(key, BlockCodec.decode(bytes)));
    return blocks;
  }

  private static byte[] bytes(Block block) {
    return BlockCodec.encode(block);
  }

  private static Map<String, Double> values(Map<String, Block> blocks) {
    Map<String, Double> values = new TreeMap<>();
    blocks.forEach(
        (key, block) -> {
          long first = 64 * Long.parseLong(key.substring(key.indexOf('#') + 1));
          for (Column column : block.columns) {
            for (int slot = 0; slot < Block.SLOTS; slot++) {
              if (block.visible(column, slot)) {
                String product = key.substring(0, key.indexOf('#'));
                LocalDate day = LocalDate.ofEpochDay(first + slot);
                values.put(product + " " + day + " " + column.name, column.values[slot]);
              }
            }
          }
        });
    return values;
  }

  /** The same, worked out plainly: the latest write of each cell, unless a later row retracts. */
  private Map<String, Double> latestWrites() {
    Map<String, Write> latest = new TreeMap<>();
    for (Write write : writes) {
      String cell = write.product() + " " + write.day() + " " + write.column();
      latest.merge(cell, write, (a, b) -> Write.ORDER.compare(a, b) > 0 ? a : b);
    }
    Map<String, Double> values = new TreeMap<>();
    latest.forEach(
        (cell, write) -> {
          Write retraction = latest.get(write.product() + " " + write.day() + " ");
          boolean hidden = retraction != null && Write.ORDER.compare(retraction, write) > 0;
          if (!write.column().isEmpty() && !hidden) {
            values.put(cell, write.value());
          }
        });
    return values;
  }
}
