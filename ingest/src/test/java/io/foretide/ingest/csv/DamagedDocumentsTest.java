package io.foretide.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to the bytes, a document is read, row by row, or refused with a code. */
class DamagedDocumentsTest {
  private static final int DOCUMENTS = 150;
  private static final String EVIL = "\"\"\",;\t\r\n\0'|@=+-.eE/:TZ\u00ff\u00fe\u0080";

  @ParameterizedTest
  @CsvSource({"UTF-8, 1", "UTF-16LE, 2", "windows-1252, 3"})
  void aDamagedDocumentIsReadOrRefusedAndNothingElse(String charset, long seed) {
    Random random = new Random(seed);
    byte[] whole = document(random, ',').getBytes(Charset.forName(charset));
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int i = 0; i < DOCUMENTS; i++) {
            byte[] damaged = damage(whole, random);
            try {
              Collected read = Collected.of(damaged, UploadHints.of("a.csv", Collected.NOW));
              assertThat(read.reading.rows())
                  .as("seed %d, %d", seed, i)
                  .isEqualTo(read.rows.size());
              assertThat(read.reading.rejects()).isEqualTo(read.rejects.size());
            } catch (UploadRefusedException e) {
              assertThat(e.code().refusesDocument()).as("seed %d, %d", seed, i).isTrue();
            }
          }
        });
  }

  /** Without quotes every line is a record of its own, so lines can be counted. */
  @ParameterizedTest
  @CsvSource({"4", "5", "6"})
  void everyLineIsARowARejectOrBlank(long seed) throws UploadRefusedException {
    Random random = new Random(seed);
    String whole = document(random, ',');
    int header = whole.indexOf('\n') + 1;
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] content = whole.getBytes(StandardCharsets.ISO_8859_1);
      for (int k = 0; k < 30; k++) {
        int at = header + random.nextInt(content.length - header);
        content[at] = (byte) EVIL.charAt(3 + random.nextInt(EVIL.length() - 3));
      }
      String text = new String(content, StandardCharsets.ISO_8859_1);
      Collected read = Collected.of(text);
      long lines = text.lines().count() - 1;

      assertThat(read.reading.rows() + read.reading.rejects() + read.reading.blanks())
          .as("seed %d, %d", seed, i)
          .isEqualTo(lines);
    }
  }

  /** With quotes, a record may take several lines, but none is told twice or out of order. */
  @ParameterizedTest
  @CsvSource({"7", "8"})
  void everyLineIsToldAtMostOnce(long seed) {
    Random random = new Random(seed);
    byte[] whole = document(random, ';').getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < DOCUMENTS; i++) {
      try {
        Collected read =
            Collected.of(damage(whole, random), UploadHints.of("a.csv", Collected.NOW));
        List<Long> told = new ArrayList<>();
        read.rows.forEach(r -> told.add(r.line()));
        read.rejects.forEach(r -> told.add(r.line()));
        assertThat(told).as("seed %d, %d", seed, i).doesNotHaveDuplicates();
        assertThat(read.rows).extracting(Collected.Taken::line).isSorted();
        assertThat(read.rejects).extracting(Reject::line).isSorted();
      } catch (UploadRefusedException e) {
        assertThat(e.code().refusesDocument()).isTrue();
      }
    }
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    int strikes = 1 + random.nextInt(20);
    for (int k = 0; k < strikes; k++) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) EVIL.charAt(random.nextInt(EVIL.length()));
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }

  private static String document(Random random, char separator) {
    StringBuilder text = new StringBuilder("date,product_id,sales,unit_price,region\n");
    for (int i = 0; i < 120; i++) {
      text.append(LocalDate.of(2021, 1, 1).plusDays(i / 4))
          .append(",Pâté ")
          .append(i % 4)
          .append(',')
          .append(random.nextInt(10_000) / 100.0)
          .append(',')
          .append(random.nextInt(500) / 100.0)
          .append(",North\n");
    }
    return text.toString().replace(',', separator);
  }
}
