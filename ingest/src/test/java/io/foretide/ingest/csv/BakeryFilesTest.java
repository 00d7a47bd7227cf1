package io.foretide.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bakery in every bad shape; its true figures are in bakery_expected.json. */
class BakeryFilesTest {
  private static final double SUM = 65_049.65;

  @ParameterizedTest
  @CsvSource({
    "bakery_utf8bom_crlf.csv, UTF-8, 0",
    "bakery_utf16le_tab.csv, UTF-16LE, 0",
    "bakery_cp1252_semicolon_decimalcomma.csv, windows-1252, 0",
    "bakery_quotes_newlines.csv, UTF-8, 0",
    "bakery_cr_only.csv, UTF-8, 0",
    "bakery_header_case_blank_footer.csv, UTF-8, 1"
  })
  void theSameSalesComeOutOfEveryShape(String file, String charset, int rejects)
      throws IOException, UploadRefusedException {
    Collected read = read("messy_csv/" + file);

    assertThat(read.dialect.charset()).isEqualTo(charset);
    assertThat(read.rows).hasSize(1_911);
    assertThat(read.sum()).isCloseTo(SUM, within(0.005));
    assertThat(read.rows).extracting(Collected.Taken::date).contains(LocalDate.of(2021, 1, 2));
    assertThat(read.rows.stream().map(Collected.Taken::date).max(LocalDate::compareTo))
        .contains(LocalDate.of(2022, 9, 30));
    assertThat(read.rows.stream().map(Collected.Taken::identity).distinct()).hasSize(3);
    assertThat(read.layout.numbers()).containsExactly("sales", "unit_price");
    assertThat(read.rejects).hasSize(rejects);
  }

  @Test
  void twoNumbersInOneFileMayUseTwoDecimalMarks() throws IOException, UploadRefusedException {
    Collected read = read("messy_csv/bakery_cp1252_semicolon_decimalcomma.csv");

    assertThat(read.rows.get(0).identity()).containsExactly("BANETTE \u00e9\u20ac");
    assertThat(read.rows.get(0).numbers()).containsExactly(42.0, 1.05);
  }

  @Test
  void aQuotedNameMayHoldCommasQuotesAndLineEnds() throws IOException, UploadRefusedException {
    Collected read = read("messy_csv/bakery_quotes_newlines.csv");

    assertThat(read.rows.get(0).identity()).containsExactly("BANETTE, \"fresh\"\nline2");
    assertThat(read.rows.get(1).line()).as("each row takes two lines").isEqualTo(4);
  }

  @Test
  void aFooterWithTotalsIsNoObservation() throws IOException, UploadRefusedException {
    Collected read = read("messy_csv/bakery_header_case_blank_footer.csv");

    assertThat(read.codes()).containsExactly(IngestCode.SUMMARY_ROW);
    assertThat(read.rejects.get(0).line()).isEqualTo(1_915);
    assertThat(read.reading.blanks()).isEqualTo(2);
  }

  /** The json gives the clean base; 12 of its 1,911 rows are spoilt here, so 1,899 are left. */
  @Test
  void onlyTheTwelveBadRowsAreLost() throws IOException, UploadRefusedException {
    Collected read = read("messy_csv/bakery_bad_values.csv");

    assertThat(read.rows).hasSize(1_899);
    assertThat(read.sum()).isCloseTo(64_653.25, within(0.005));
    assertThat(read.rejects)
        .extracting(r -> r.line() + " " + r.column() + " " + r.code().id())
        .containsExactly(
            "375 date FT-1203",
            "411 date FT-1204",
            "717 date FT-1203",
            "721 sales FT-1208",
            "883 sales FT-1208",
            "910 sales FT-1209",
            "1196 sales FT-1209",
            "1262 sales FT-1208",
            "1681 sales FT-1207",
            "1731 date FT-1203",
            "1871 date FT-1203",
            "1883 date FT-1203");
  }

  /** Where two rows disagree the later one wins: 65,083.65, not the clean base's 65,049.65. */
  @Test
  void theLaterOfTwoConflictingRowsWins() throws IOException, UploadRefusedException {
    Collected read = read("messy_csv/bakery_duplicates_shuffled.csv");

    Map<List<Object>, Double> slots = new HashMap<>();
    read.rows.forEach(r -> slots.put(List.of(r.identity(), r.epochSecond()), r.target()));
    assertThat(read.rows).hasSize(2_103);
    assertThat(slots).hasSize(1_911);
    assertThat(slots.values().stream().mapToDouble(v -> v).sum())
        .isCloseTo(65_083.65, within(0.005));
  }

  @Test
  void aFileWithoutAValueColumnIsRefusedAndToldWhatWasFound() {
    Path file = present("messy_csv/bakery_no_sales_column.csv");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageStartingWith("FT-1108 bakery_no_sales_column.csv")
        .hasMessageContaining("\"revenue_x\", \"unit_price\"")
        .hasMessageContaining("Name the column to be forecast 'sales'");
  }

  @ParameterizedTest
  @CsvSource({
    "messy_csv/real_yfinance_3row_header_AAPL.csv, SEVERAL_HEADERS",
    "messy_csv/real_walmart_stores_CR_only.csv, NO_DATE_COLUMN",
    "messy_csv/real_phrasebank_at_separated.txt, NO_SEPARATOR",
    "classic/heart_rate.csv, NO_SEPARATOR",
    "classic/ILINet.csv, NO_VALUE_COLUMN",
    "ett/ETTh1.csv, NO_VALUE_COLUMN",
    "tabular/german.csv, NO_HEADER",
    "m4/Weekly-train.csv, TOO_MANY_COLUMNS"
  })
  void aFileThatIsNoSeriesIsRefusedWithItsReason(String name, IngestCode code) {
    Path file = present(name);

    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            UploadRefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "classic/AirPassengers.csv, 144, 1949-01-01, 1960-12-01, P1D",
    "classic/us_gasoline.csv, 1578, 1991-02-08, 2021-04-30, P1D",
    "classic/monthly-sunspots.csv, 2820, 1749-01-01, 1983-12-01, P1D",
    "classic/temps.csv, 3650, 1981-01-01, 1990-12-31, P1D",
    "classic/taxi_new_york_passengers.csv, 10320, 2014-07-01, 2015-01-31, PT1M",
    "btcusdt_1h/BTCUSDT_1h_to_2024-06.csv, 13127, 2023-01-01, 2024-06-30, PT1H",
    "retail_walmart_weekly/walmart_7stores_to_2012-07-27.csv, 61360, 2010-02-05, 2012-07-27, P1D",
    "retail_superstore/superstore_daily_region_category.csv, 5231, 2019-01-03, 2022-12-30, P1D",
    "retail_bakery_daily/daily_sales_french_bakery.csv, 57046, 2021-01-02, 2022-09-30, P1D"
  })
  void realFilesReadWithoutLoss(String file, int rows, LocalDate first, LocalDate last, String step)
      throws IOException, UploadRefusedException {
    Collected read = read(file);

    assertThat(read.rejects).isEmpty();
    assertThat(read.rows).hasSize(rows);
    assertThat(read.rows.stream().map(Collected.Taken::date).min(LocalDate::compareTo))
        .contains(first);
    assertThat(read.rows.stream().map(Collected.Taken::date).max(LocalDate::compareTo))
        .contains(last);
    assertThat(read.layout.step()).hasToString(step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bakery_utf8bom_crlf.csv", "bakery_quotes_newlines.csv"})
  void aDialectSurvivesItsJson(String file) throws IOException, UploadRefusedException {
    Dialect dialect = read("messy_csv/" + file).dialect;

    assertThat(Dialect.fromJson(dialect.toJson())).isEqualTo(dialect);
  }

  private static Collected read(String name) throws IOException, UploadRefusedException {
    return read(present(name));
  }

  private static Collected read(Path file) throws IOException, UploadRefusedException {
    return Collected.of(
        Files.readAllBytes(file), UploadHints.of(file.getFileName().toString(), Collected.NOW));
  }

  /** Skips the test where the file is absent; not to be called where an exception is expected. */
  private static Path present(String name) {
    Path file = Path.of(System.getProperty("foretide.shared", "../shared"), "data", name);
    assumeTrue(Files.exists(file), "no test data at foretide.shared: " + name);
    return file;
  }
}
