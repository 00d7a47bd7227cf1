package io.foretide.ingest.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The characters of a document, and how they were encoded. */
record DecodedText(String text, String charset) {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** Decodes a document of which nothing is known. */
  static DecodedText sniff(byte[] content, String file) throws UploadRefusedException {
    BinaryFormat.refuse(content, file);
    return of(content, Encodings.guess(content, file), file);
  }

  /** Decodes a document of which the charset is known; UTF-8 gives way where it cannot be. */
  static DecodedText of(byte[] content, String charset, String file) throws UploadRefusedException {
    Charset known = Charset.forName(charset);
    int skip = Encodings.markLength(content, known);
    if (!known.equals(StandardCharsets.UTF_8)) {
      return new DecodedText(new String(content, skip, content.length - skip, known), charset);
    }
    String text = new String(content, skip, content.length - skip, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0 || Encodings.isMostlyUtf8(content)) {
      return new DecodedText(text, charset);
    }
    return new DecodedText(new String(content, WINDOWS), WINDOWS.name());
  }
}
