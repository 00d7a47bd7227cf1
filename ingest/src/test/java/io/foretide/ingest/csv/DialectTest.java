package io.foretide.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void anyOfFourSeparatorsIsFound(String separator) throws UploadRefusedException {
    Collected read =
        Collected.of(
            "date,store_id,product_id,sales\n2021-01-02,S1,P1,3\n".replace(",", separator));

    assertThat(read.rows.get(0).target()).isEqualTo(3);
    assertThat(read.layout.identity())
        .as("product first")
        .containsExactly("product_id", "store_id");
    assertThat(read.rows.get(0).identity()).containsExactly("P1", "S1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "windows-1252", "UTF-8"})
  void theEncodingIsFoundWithoutAMark(String charset) throws UploadRefusedException {
    byte[] content =
        "date,product_id,sales\n2021-01-02,Crème brûlée,3\n".getBytes(Charset.forName(charset));

    Collected read = Collected.of(content, UploadHints.of("a.csv", Collected.NOW));

    assertThat(read.rows.get(0).identity()).containsExactly("Crème brûlée");
  }

  @Test
  void oneDamagedLetterDoesNotSpoilTheOthers() throws UploadRefusedException {
    byte[] content =
        "date,product_id,sales\n2021-01-02,Crème,3\n2021-01-02,Pâté,4\n2021-01-02,Bon?n,5\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < content.length; i++) {
      content[i] = content[i] == '?' ? (byte) 0xE9 : content[i];
    }

    Collected read = Collected.of(content, UploadHints.of("a.csv", Collected.NOW));

    assertThat(read.rows)
        .extracting(Collected.Taken::identity)
        .containsExactly(List.of("Crème"), List.of("Pâté"));
    assertThat(read.codes()).containsExactly(IngestCode.DAMAGED_TEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "02.01.2021 | 2021-01-02",
        "20210102 | 2021-01-02",
        "2021/1/2 | 2021-01-02",
        "2-Jan-2021 | 2021-01-02",
        "'Jan 2, 2021' | 2021-01-02",
        "2021-W01 | 2021-01-04",
        "2021-01 | 2021-01-01",
        "Feb 2021 | 2021-02-01",
        "2021-Q2 | 2021-04-01",
        "1609545600 | 2021-01-02",
        "1609545600000 | 2021-01-02",
        "2021-01-02T00:00:00Z | 2021-01-02",
        "2021-01-02 00:00:00.000 | 2021-01-02",
        "2021-01-02T00:00:00+02:00 | 2021-01-02"
      })
  void aDateIsReadAsItIsWritten(String written, LocalDate date) throws UploadRefusedException {
    Collected read = Collected.of("date;sales\n" + written + ";1\n");

    assertThat(read.rejects).isEmpty();
    assertThat(read.rows.get(0).date()).isEqualTo(date);
    assertThat(read.layout.step()).hasToString("P1D");
  }

  @Test
  void oneDayAboveTwelveDecidesTheOrderForTheWholeFile() throws UploadRefusedException {
    assertThat(Collected.of("date,sales\n01/02/2021,1\n13/02/2021,2\n").rows.get(0).date())
        .isEqualTo(LocalDate.of(2021, 2, 1));
    assertThat(Collected.of("date,sales\n01/02/2021,1\n02/13/2021,2\n").rows.get(0).date())
        .isEqualTo(LocalDate.of(2021, 1, 2));
  }

  @Test
  void theEvidenceMayStandAnywhereInALongFile() throws UploadRefusedException {
    StringBuilder text = new StringBuilder("date,product_id,sales\n");
    for (int i = 0; i < 20_000; i++) {
      String day = i == 12_345 ? "25" : "0" + (1 + i % 9);
      text.append(day).append("/0").append(1 + i % 7).append("/2021,P").append(i).append(",1\n");
    }

    assertThat(Collected.of(text.toString()).dialect.dateOrder()).isEqualTo(DateOrder.DAY_FIRST);
  }

  @Test
  void monthlyDataTellsTheDayByItsNeverChanging() throws UploadRefusedException {
    Collected read = Collected.of("date,sales\n11/1/2020,1\n12/1/2020,2\n1/1/2021,3\n");

    assertThat(read.rows.get(1).date()).isEqualTo(LocalDate.of(2020, 12, 1));
  }

  @Test
  void datesThatNothingDecidesAreRefusedRatherThanGuessed() {
    assertThatThrownBy(() -> Collected.of("date,sales\n01/02/2021,1\n03/04/2021,2\n"))
        .hasMessageStartingWith("FT-1110 sales.csv: dates such as 01/02/2021");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.234,50 | 1234.5",
        "1\u00a0234,50 | 1234.5",
        "1\u202f234,50 | 1234.5",
        "1'234,50 | 1234.5",
        "12,50 \u20ac | 12.5",
        "\u20ac 12,50 | 12.5",
        "(12,50) | -12.5",
        "12,50- | -12.5",
        "-1.234.567,0 | -1234567",
        "12,5 % | 0.125"
      })
  void aNumberIsReadAsItIsWrittenWhereTheCommaIsDecimal(String written, double value)
      throws UploadRefusedException {
    Collected read = Collected.of("date;sales\n2021-01-01;7,25\n2021-01-02;" + written + "\n");

    assertThat(read.rejects).isEmpty();
    assertThat(read.rows.get(1).target()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"1,234.50\" | 1234.5",
        "$1234.5 | 1234.5",
        "1.5e3 | 1500",
        "+3 | 3",
        ".5 | 0.5",
        "25.200000000000003 | 25.200000000000003",
        "0.1 | 0.1",
        "123456789012345678 | 123456789012345678"
      })
  void aNumberIsReadExactlyWhereThePointIsDecimal(String written, double value)
      throws UploadRefusedException {
    Collected read = Collected.of("date,sales\n2021-01-01,7.25\n2021-01-02," + written + "\n");

    assertThat(read.rows.get(1).target()).isEqualTo(value);
  }

  @Test
  void aPointInACommaColumnIsRejectedUnlessItGroupsThousands() throws UploadRefusedException {
    Collected read =
        Collected.of(
            "date;sales\n2020-12-31;8,5\n2021-01-01;7,25\n2021-01-02;1.05\n2021-01-03;1.050\n");

    assertThat(read.codes()).containsExactly(IngestCode.NOT_A_NUMBER);
    assertThat(read.rows.get(2).target()).isEqualTo(1_050);
  }

  @Test
  void titleLinesAboveTheHeaderArePassedOver() throws UploadRefusedException {
    Collected read =
        Collected.of(
            "Sales report\n# exported by hand\n\nOrder Date,SKU,Units Sold\n2021-01-02,A,3\n");

    assertThat(read.rows).hasSize(1);
    assertThat(read.rows.get(0).line()).isEqualTo(5);
    assertThat(read.layout.target()).isEqualTo("sales");
  }

  @Test
  void theOnlyColumnOfNumbersIsTheValueWhateverItsName() throws UploadRefusedException {
    assertThat(Collected.of("Week,Gasoline\n2021-01-02,3.5\n").rows.get(0).target()).isEqualTo(3.5);
    assertThatThrownBy(() -> Collected.of("date,product_id,unit_price\n2021-01-02,A,3\n"))
        .as("but a price is not")
        .hasMessageStartingWith("FT-1108");
  }

  @ParameterizedTest
  @CsvSource({
    "2021-01-02T05:00:00Z, PT1H, 2021-01-02T05:00:00Z",
    "2021-01-02T05:30:00+02:00, PT1M, 2021-01-02T03:30:00Z",
    "2021-01-02 05:00:07, PT1S, 2021-01-02T05:00:07Z",
    "2021-01-02 5:00 PM, PT1H, 2021-01-02T17:00:00Z"
  })
  void theGridIsTheCoarsestThatHoldsTheTimes(String written, String step, Instant time)
      throws UploadRefusedException {
    Collected read = Collected.of("timestamp,value\n" + written + ",1\n");

    assertThat(read.layout.step()).hasToString(step);
    assertThat(read.rows.get(0).epochSecond()).isEqualTo(time.getEpochSecond());
  }

  @Test
  void midnightAtAnOffsetIsConvertedInHourlyData() throws UploadRefusedException {
    Collected read =
        Collected.of("time,y\n2021-01-02T00:00:00+02:00,1\n2021-01-02T01:00:00+02:00,2\n");

    assertThat(read.rows)
        .extracting(Collected.Taken::epochSecond)
        .containsExactly(
            Instant.parse("2021-01-01T22:00:00Z").getEpochSecond(),
            Instant.parse("2021-01-01T23:00:00Z").getEpochSecond());
  }

  @Test
  void aTimeColumnCompletesTheDate() throws UploadRefusedException {
    Collected read = Collected.of("date,time,sales\n2021-01-02,08:00,1\n2021-01-02,09:00,2\n");

    assertThat(read.layout.step()).hasToString("PT1H");
    assertThat(read.rows.get(1).epochSecond())
        .isEqualTo(Instant.parse("2021-01-02T09:00:00Z").getEpochSecond());
  }

  @Test
  void rowsThatNothingTellsApartAreRefused() {
    StringBuilder text = new StringBuilder("date,sales,colour\n");
    for (int i = 0; i < 100; i++) {
      text.append("2021-01-0").append(1 + i / 20).append(',').append(i).append(",red\n");
    }
    assertThatThrownBy(() -> Collected.of(text.toString())).hasMessageStartingWith("FT-1112");
  }

  @Test
  void seriesBelowEachOtherThatNothingTellsApartAreRefused() {
    assertThatThrownBy(() -> Collected.of(hoursOf("colour", 30)))
        .hasMessageStartingWith("FT-1112")
        .hasMessageContaining("starts over");
  }

  @Test
  void oneSeriesExportedTwiceIsOne() throws UploadRefusedException {
    assertThat(Collected.of(hoursOf("colour", 2)).rows).hasSize(2 * 960);
  }

  @Test
  void metersAndSensorsTellSeriesApart() throws UploadRefusedException {
    assertThat(Collected.of(hoursOf("Meter ID", 30)).layout.identity()).containsExactly("meter_id");
  }

  private static String hoursOf(String name, int series) {
    StringBuilder text = new StringBuilder("timestamp,value," + name + "\n");
    for (int s = 0; s < series; s++) {
      for (int t = 0; t < 960; t++) {
        text.append(Instant.parse("2024-01-01T00:00:00Z").plusSeconds(3600L * t))
            .append(',')
            .append(100 * s + t % 24)
            .append(",m")
            .append(s)
            .append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void columnsThatGoAlongKeepTheirKind() throws UploadRefusedException {
    Collected read =
        Collected.of(
            """
            date,product_id,sales,IsHoliday,Fuel_Price,postcode,Type
            2021-01-02,A,3,True,2.5,04109,X
            2021-01-03,A,4,False,,04109,X
            """);

    assertThat(read.layout.numbers()).containsExactly("sales", "isholiday", "fuel_price");
    assertThat(read.layout.attributes()).containsExactly("postcode", "type");
    assertThat(read.rows.get(0).numbers()).containsExactly(3.0, 1.0, 2.5);
    assertThat(read.rows.get(1).numbers()).containsExactly(4.0, 0.0, Double.NaN);
    assertThat(read.rows.get(0).attributes()).containsExactly("04109", "X");
  }
}
