package io.foretide.runtime.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartCutterTest {
  private static final String HEADER = "date,product_id,sales";

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyRowIsInExactlyOnePartAndEveryPartHasTheHeader(String lineEnd) throws IOException {
    StringBuilder file = new StringBuilder(HEADER).append(lineEnd);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 120_000; i++) {
      rows.add("2024-01-01,\"P " + i + "\"\", odd\"," + i);
      file.append(rows.get(i)).append(lineEnd);
    }
    List<String> back = new ArrayList<>();
    List<byte[]> parts = parts(file.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(parts)
        .hasSizeGreaterThan(3)
        .allSatisfy(part -> assertThat(part.length).isLessThan(2 << 20));
    for (byte[] part : parts) {
      List<String> lines = List.of(new String(part, StandardCharsets.UTF_8).split(lineEnd));
      assertThat(lines.get(0)).isEqualTo(HEADER);
      back.addAll(lines.subList(1, lines.size()));
    }
    assertThat(back).isEqualTo(rows);
  }

  @Test
  void aLineEndInsideQuotesIsNotTheEndOfARow() throws IOException {
    String row = "2024-01-01,\"two\nlines " + "x".repeat(1000) + "\",1\n";
    List<byte[]> parts = parts((HEADER + "\n" + row.repeat(3000)).getBytes(StandardCharsets.UTF_8));
    assertThat(parts).hasSizeGreaterThan(1);
    for (byte[] part : parts) {
      String text = new String(part, StandardCharsets.UTF_8).substring(HEADER.length() + 1);
      assertThat(text.length() % row.length()).as("whole rows").isZero();
    }
  }

  @Test
  void aDocumentInUtf16IsNotCut() throws IOException {
    byte[] file =
        (HEADER + "\n" + "2024-01-01,P,1\n".repeat(100_000)).getBytes(Charset.forName("UTF-16"));
    assertThat(parts(file)).containsExactly(file);
  }

  @Test
  void smallAndEmptyDocumentsAreOnePart() throws IOException {
    assertThat(parts("a,b\n1,2".getBytes(StandardCharsets.UTF_8))).hasSize(1);
    assertThat(parts(new byte[0])).containsExactly(new byte[0]);
  }

  private static List<byte[]> parts(byte[] file) throws IOException {
    PartCutter cutter = new PartCutter(new ByteArrayInputStream(file));
    List<byte[]> parts = new ArrayList<>();
    for (byte[] part = cutter.next(); part != null; part = cutter.next()) {
      parts.add(part);
    }
    return parts;
  }
}
