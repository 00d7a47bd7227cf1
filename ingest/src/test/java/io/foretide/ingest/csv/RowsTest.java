package io.foretide.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
  private static final UploadHints HINTS = UploadHints.of("sales.csv", Collected.NOW);

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "31/31/2022,P,1 # NOT_A_DATE",
        "2021-02-29,P,1 # NOT_A_DATE",
        "2021-01,P,1 # NOT_A_DATE",
        ",P,1 # DATE_MISSING",
        "1600-01-01,P,1 # DATE_OUT_OF_RANGE",
        "2099-01-01,P,1 # DATE_OUT_OF_RANGE",
        "2021-01-05,P, # VALUE_MISSING",
        "2021-01-05,P,N/A # NOT_A_NUMBER",
        "2021-01-05,P,0x1F # NOT_A_NUMBER",
        "2021-01-05,P,=1+1 # NOT_A_NUMBER",
        "2021-01-05,P,1e400 # NOT_FINITE",
        "2021-01-05,P,-Infinity # NOT_FINITE",
        "2021-01-05,,1 # IDENTITY_MISSING",
        "2021-01-05,P,1,2 # TOO_MANY_FIELDS",
        "2021-01-05,P # TOO_FEW_FIELDS",
        "Grand Total,,99 # SUMMARY_ROW",
        ",TOTAL,99 # SUMMARY_ROW",
        "date,product_id,sales # REPEATED_HEADER",
        "2021-01-05,\"P\"x,1 # BROKEN_QUOTES",
        "2021-01-05,P\u0000,1 # DAMAGED_TEXT"
      })
  void aBadRowHasItsOwnCodeAndCostsNothingElse(String row, IngestCode code)
      throws UploadRefusedException {
    Collected read =
        Collected.of(
            "date,product_id,sales\n2021-01-02,P,1\n2021-01-03,P,2\n"
                + row
                + "\n2021-01-06,P,3\n2021-01-07,P,4\n");

    assertThat(read.codes()).containsExactly(code);
    assertThat(read.rejects.get(0).line()).isEqualTo(4);
    assertThat(read.rejects.get(0).raw()).isEqualTo(row);
    assertThat(read.rows).extracting(Collected.Taken::target).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(read.rows.get(2).line()).isEqualTo(5);
  }

  @Test
  void aTimeBetweenTheStepsIsRejectedNotMovedToOne() throws UploadRefusedException {
    StringBuilder text = new StringBuilder("date,product_id,sales\n");
    for (int i = 0; i < 200; i++) {
      text.append(i == 150 ? "2021-01-05T10:30:00,P9,1\n" : "2021-01-05,P" + i + ",1\n");
    }

    Collected read = Collected.of(text.toString());

    assertThat(read.rows).hasSize(199);
    assertThat(read.rejects.get(0).message("sales.csv"))
        .isEqualTo(
            "FT-1206 sales.csv line 152, column \"date\": 2021-01-05T10:30:00Z is not on this"
                + " upload's grid of P1D.");
  }

  @Test
  void deleteRetractsAndNeedsNoValue() throws UploadRefusedException {
    Collected read =
        Collected.of(
            "date,product_id,sales,price,op\n2021-01-02,P,5,1,\n2021-01-02,P,,,delete\n"
                + "2021-01-03,P,6,1,explode\n");

    assertThat(read.rows)
        .extracting(Collected.Taken::operation)
        .containsExactly(Row.Operation.WRITE, Row.Operation.DELETE);
    assertThat(read.rows.get(1).numbers()).containsExactly(Double.NaN, Double.NaN);
    assertThat(read.codes()).containsExactly(IngestCode.UNKNOWN_OPERATION);
  }

  @Test
  void rowsWithoutAValueBehindTheLastOneSayWhatIsPlannedAndOthersLackTheirs()
      throws UploadRefusedException {
    Collected read =
        Collected.of(
            "date,product_id,sales,price,promo\n2021-01-05,A,,3,1\n2021-01-01,A,5,3,0\n"
                + "2021-01-02,A,,3,0\n2021-01-03,B,6,4,0\n2021-01-04,B,,4,1\n2021-01-04,C,,,\n");

    assertThat(read.rows)
        .extracting(r -> r.date() + " " + r.operation() + " " + r.numbers())
        .containsExactly(
            "2021-01-01 WRITE [5.0, 3.0, 0.0]",
            "2021-01-03 WRITE [6.0, 4.0, 0.0]",
            "2021-01-05 PLAN [NaN, 3.0, 1.0]",
            "2021-01-04 PLAN [NaN, 4.0, 1.0]");
    assertThat(read.rejects)
        .as("a day before the last value, and a day of which nothing is said")
        .extracting(r -> r.line() + " " + r.column() + " " + r.code())
        .containsExactlyInAnyOrder("4 sales VALUE_MISSING", "7 sales VALUE_MISSING");
    assertThat(read.reading).isEqualTo(new Reading(4, 2, 0));
  }

  @Test
  void aFileOfPlansNeedsNoColumnOfValuesAndAPlannedValueIsNoObservation()
      throws UploadRefusedException {
    Collected plans =
        Collected.of(
            "date,product_id,price,promo,op\n2021-01-05,A,3,1,plan\n2021-01-06,A,,,plan\n");
    Collected mixed =
        Collected.of("date,product_id,sales,price,op\n2021-01-01,A,5,3,plan\n2021-01-02,A,7,4,\n");

    assertThat(plans.layout.numbers()).containsExactly("sales", "price", "promo");
    assertThat(plans.rows.get(0).numbers()).containsExactly(Double.NaN, 3.0, 1.0);
    assertThat(plans.codes()).containsExactly(IngestCode.VALUE_MISSING);
    assertThat(mixed.rows)
        .extracting(r -> r.operation() + " " + r.numbers())
        .containsExactly("PLAN [NaN, 3.0]", "WRITE [7.0, 4.0]");
  }

  @Test
  void aBarThatIsNotThereYetIsNoPlan() throws UploadRefusedException {
    Collected read =
        Collected.of(
            "date,symbol,open,high,low,close\n2021-01-04,X,1,2,1,2\n2021-01-05,X,2,2,2,\n");

    assertThat(read.codes()).containsExactly(IngestCode.VALUE_MISSING);
  }

  @Test
  void aCovariateThatDoesNotParseIsAbsentAndTheRowIsKept() throws UploadRefusedException {
    StringBuilder text = new StringBuilder("date,sales,price\n2021-01-01,5,oops\n");
    for (int day = 2; day < 29; day++) {
      text.append("2021-01-%02d,5,1.5\n".formatted(day));
    }

    Collected read = Collected.of(text.toString());

    assertThat(read.rejects).isEmpty();
    assertThat(read.rows.get(0).numbers()).containsExactly(5.0, Double.NaN);
  }

  @Test
  void aLaterPartIsReadLikeTheFirst() throws UploadRefusedException {
    byte[] first = bytes("Report\ndate;product_id;sales\n25.01.2021;P;1,5\n");
    byte[] second = bytes("date;product_id;sales\n02.03.2021;Q;1.500\n");
    Dialect dialect = CsvDocument.sniff(first, HINTS);

    Collected read = Collected.of(second, Dialect.fromJson(dialect.toJson()), HINTS.withPart(2));

    assertThat(read.rows.get(0).date()).hasToString("2021-03-02");
    assertThat(read.rows.get(0).target()).isEqualTo(1_500);
    assertThat(read.rows.get(0).line()).isEqualTo(2);
  }

  @Test
  void aLaterPartWithAnotherHeaderIsRefused() throws UploadRefusedException {
    Dialect dialect = CsvDocument.sniff(bytes("date,sales\n2021-01-01,1\n"), HINTS);

    assertThatThrownBy(
            () -> Collected.of(bytes("date,price\n2021-01-01,1\n"), dialect, HINTS.withPart(2)))
        .hasMessageStartingWith("FT-1114 sales.csv: part 2");
  }

  @Test
  void aRowWithoutAHeaderIsReadByTheNamesInTheRecordHeader() throws UploadRefusedException {
    Collected read =
        Collected.of(bytes("2021-01-02,P1,42.5"), HINTS.withColumns("date,product_id,sales"));

    assertThat(read.rows.get(0).target()).isEqualTo(42.5);
    assertThat(read.rows.get(0).line()).isEqualTo(1);
    assertThatThrownBy(() -> Collected.of("2021-01-02,P1,42.5"))
        .hasMessageStartingWith("FT-1106")
        .hasMessageContaining("columns=date,product_id,sales");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'' # EMPTY_DOCUMENT",
        "'  \n \n' # EMPTY_DOCUMENT",
        "'date,product_id,sales\n' # HEADER_ONLY",
        "'PK\u0003\u0004rest' # BINARY",
        "'%PDF-1.7' # BINARY",
        "'{\"date\": 1}' # OTHER_FORMAT",
        "'[{\"date\": 1}]' # OTHER_FORMAT",
        "'<!DOCTYPE html><html>' # OTHER_FORMAT",
        "'date@product_id@sales\n2021-01-01@P@1\n' # NO_SEPARATOR",
        "'product_id,sales\nP,1\n' # NO_DATE_COLUMN",
        "'date,product_id\n2021-01-01,P\n' # NO_VALUE_COLUMN",
        "'date,sales,Sales\n2021-01-01,1,2\n' # AMBIGUOUS_COLUMN",
        "'\u0001\u0002\u0003\u0001\u0002\u0003\u0001\u0002' # UNREADABLE_TEXT"
      })
  void whatIsNoTableOfObservationsIsRefused(String text, IngestCode code) {
    assertThatThrownBy(() -> Collected.of(text))
        .isInstanceOfSatisfying(
            UploadRefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aLineOfMegabytesCostsOnlyItself() throws UploadRefusedException {
    Collected read =
        Collected.of(
            "date,product_id,sales\n2021-01-01,P,1\n"
                + "x".repeat(5_000_000)
                + "\n2021-01-02,P,2\n");

    assertThat(read.codes()).containsExactly(IngestCode.FIELD_TOO_LONG);
    assertThat(read.rejects.get(0).raw()).hasSize(Reject.LONGEST_RAW);
    assertThat(read.rows).extracting(Collected.Taken::line).containsExactly(2L, 4L);
  }

  @Test
  void aLostQuoteCostsOneLineNotTheRestOfTheFile() throws UploadRefusedException {
    StringBuilder text = new StringBuilder("date,product_id,sales\n");
    for (int i = 0; i < 30_000; i++) {
      text.append(i == 100 ? "2021-01-02,\"P,1\n" : "2021-01-02,P" + i + ",1\n");
    }

    Collected read = Collected.of(text.toString());

    assertThat(read.rejects).extracting(Reject::line).containsExactly(102L);
    assertThat(read.rows).hasSize(29_999);
  }

  @Test
  void aPathInTheFileNameDoesNotTravel() {
    assertThat(UploadHints.of("../../etc/pass\u0007wd", Collected.NOW).file()).isEqualTo("passwd");
    assertThat(UploadHints.of("C:\\sales\\..", Collected.NOW).file()).isEqualTo("upload");
  }

  @Test
  void oneNameInTwoSpellingsOfItsAccentsIsOneSeries() throws UploadRefusedException {
    Collected read =
        Collected.of("date,product_id,sales\n2021-01-01,Caf\u00e9,1\n2021-01-02,Cafe\u0301,2\n");

    assertThat(read.rows)
        .extracting(Collected.Taken::identity)
        .containsExactly(List.of("Caf\u00e9"), List.of("Caf\u00e9"));
  }

  @Test
  void everyCodeIsNumberedOnce() {
    assertThat(List.of(IngestCode.values())).extracting(IngestCode::id).doesNotHaveDuplicates();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
