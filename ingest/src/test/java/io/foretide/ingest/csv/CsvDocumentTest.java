package io.foretide.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvDocumentTest {
  @Test
  void aRowCarriesItsSeriesDateAndValue() throws UploadRefusedException {
    Collected read =
        Collected.of(
            """
            date,product_id,sales,unit_price
            2021-01-02,P1,42.0,1.05
            2021-01-03,P2,7,
            """);

    assertThat(read.layout.identity()).containsExactly("product_id");
    assertThat(read.layout.numbers()).containsExactly("sales", "unit_price");
    assertThat(read.rows).hasSize(2);
    assertThat(read.rows.get(0).line()).isEqualTo(2);
    assertThat(read.rows.get(0).identity()).isEqualTo(List.of("P1"));
    assertThat(read.rows.get(0).date()).isEqualTo(LocalDate.of(2021, 1, 2));
    assertThat(read.rows.get(0).numbers()).containsExactly(42.0, 1.05);
    assertThat(read.rows.get(1).numbers()).containsExactly(7.0, Double.NaN);
    assertThat(read.reading).isEqualTo(new Reading(2, 0, 0));
  }

  @Test
  void aBadRowIsRejectedWithLineColumnAndReasonAndTheRestGoesOn() throws UploadRefusedException {
    Collected read =
        Collected.of(
            """
            date,product_id,sales
            2021-01-02,P1,1
            31/31/2022,P1,2
            2021-01-04,P1,abc
            2021-01-05,P1,"open
            2021-01-06,P1,5
            """);

    assertThat(read.rejects)
        .extracting(r -> r.message("sales.csv"))
        .containsExactly(
            "FT-1203 sales.csv line 3, column \"date\": \"31/31/2022\" is not a date; expected yyyy-MM-dd.",
            "FT-1208 sales.csv line 4, column \"sales\": \"abc\" is not a number; expected one such as 1234.5.",
            "FT-1213 sales.csv line 5: the line has a quote that does not close.");
    assertThat(read.rows).extracting(Collected.Taken::line).containsExactly(2L, 6L);
    assertThat(read.rejects.get(0).raw()).isEqualTo("31/31/2022,P1,2");
  }
}
