package io.foretide.ingest.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.ingest.Batches;
import org.junit.jupiter.api.Test;

/** What is planned of a day lies in its slot, and is no observation of it. */
class PlannedRowsTest {
  private final Block block = new Block();
  private long uploads;

  @Test
  void aPlanIsNewThenKnownThenCorrectedAndTheValueOfItsDayIsStillNew() {
    assertThat(merge("2024-05-01,P1,,9,plan").planned()).isEqualTo(1);
    assertThat(merge("2024-05-01,P1,,9,plan").duplicate()).isEqualTo(1);
    assertThat(merge("2024-05-01,P1,,8,plan").corrected()).isEqualTo(1);
    assertThat(merge("2024-05-01,P1,30,8,").accepted()).isEqualTo(1);
    assertThat(merge("2024-05-01,P1,31,8,").corrected()).isEqualTo(1);
    assertThat(merge("2024-05-01,P1,31,7,").corrected()).isEqualTo(1);
    assertThat(merge("2024-05-01,P1,31,,").duplicate()).isEqualTo(1);
  }

  @Test
  void aPlanThatComesAfterTheValueLeavesItAsItIs() {
    merge("2024-05-01,P1,30,,");
    assertThat(merge("2024-05-01,P1,,9,plan").planned()).isEqualTo(1);

    assertThat(value("sales")).isEqualTo(30);
    assertThat(value("price")).isEqualTo(9);
  }

  @Test
  void aPlanCanBeTakenBack() {
    merge("2024-05-01,P1,,9,plan");

    assertThat(merge("2024-05-01,P1,,,delete").retracted()).isEqualTo(1);
    assertThat(value("price")).isNaN();
  }

  /** The row of a later upload than all before. */
  private Outcomes merge(String row) {
    Outcomes outcomes = new Outcomes();
    String csv = "date,product_id,sales,price,op\n" + row + "\n";
    for (byte[] batch : Batches.of(csv, 1_720_000_000_000L + uploads, 0, uploads++, 1)) {
      BatchReader reader = new BatchReader(batch);
      reader.nextSeries();
      reader.fragments();
      reader.nextFragment();
      block.merge(reader, outcomes);
    }
    assertThat(outcomes.rows()).isEqualTo(1);
    return outcomes;
  }

  private double value(String name) {
    for (Column column : block.columns) {
      for (int slot = 0; column.name.equals(name) && slot < Block.SLOTS; slot++) {
        if (block.visible(column, slot)) {
          return column.values[slot];
        }
      }
    }
    return Double.NaN;
  }
}
