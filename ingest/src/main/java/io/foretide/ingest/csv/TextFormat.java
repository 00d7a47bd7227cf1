package io.foretide.ingest.csv;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text that is not CSV, known by how it begins. */
final class TextFormat {
  private static final Pattern JSON = Pattern.compile("(?s)[\\[{]\\s*([\\[{\"\\d\\]}].*)?");
  private static final Pattern MARKUP = Pattern.compile("(?s)<(!doctype|!--|\\?xml|[a-z]).*");

  private TextFormat() {}

  static void refuse(String text, String file) throws UploadRefusedException {
    String head = text.substring(0, Math.min(text.length(), 4_096)).strip();
    String start = head.substring(0, Math.min(head.length(), 64)).toLowerCase(Locale.ROOT);
    if (start.isEmpty() && text.isBlank()) {
      throw new UploadRefusedException(IngestCode.EMPTY_DOCUMENT, file, "there is nothing in it.");
    }
    if (JSON.matcher(start).matches()) {
      throw new UploadRefusedException(IngestCode.OTHER_FORMAT, file, "this is JSON.");
    }
    if (MARKUP.matcher(start).matches()) {
      throw new UploadRefusedException(IngestCode.OTHER_FORMAT, file, "this is HTML or XML.");
    }
  }
}
