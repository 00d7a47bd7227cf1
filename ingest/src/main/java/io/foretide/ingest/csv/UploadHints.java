package io.foretide.ingest.csv;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a document besides its bytes.
 *
 * @param file the name it goes by in messages: the last path element of what the sender said,
 *     without control characters; {@code upload} where nothing was said
 * @param part this document's number in its upload, from 1
 * @param columns the column names of a document that has no header line; empty where the document
 *     has one
 * @param received when the record was written to the log: dates are judged against it, not against
 *     the clock, so that a replay judges alike
 */
public record UploadHints(String file, int part, List<String> columns, Instant received) {
  private static final int LONGEST_NAME = 200;

  public UploadHints {
    file = plainName(file);
    columns = List.copyOf(columns);
    if (part < 1) {
      throw new IllegalArgumentException("parts are numbered from 1, not " + part);
    }
  }

  /** A document that brings its own header line, in one part. */
  public static UploadHints of(String file, Instant received) {
    return new UploadHints(file, 1, List.of(), received);
  }

  public UploadHints withPart(int number) {
    return new UploadHints(file, number, columns, received);
  }

  /** Names the columns from the text of the record header {@code columns}: {@code a,b,c}. */
  public UploadHints withColumns(String header) {
    return new UploadHints(file, part, List.of(header.split("[,;\t|]", -1)), received);
  }

  /** A path says nothing here and must not travel: only its last element is kept. */
  private static String plainName(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    name = name.replaceAll("\\p{C}", "").strip();
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return "upload";
    }
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
