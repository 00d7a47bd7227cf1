package io.foretide.ingest.upload;

import io.foretide.ingest.csv.UploadHints;
import io.foretide.ingest.merge.WriteStamp;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the key and headers of a record say about the document in it. A record without any of them
 * is an upload of its own.
 *
 * @param session names the upload for counting: the parts of one upload share it, and two records
 *     that are no parts never do, even under one key
 * @param part from 1
 * @param parts how many there are; 0 where this part does not say
 * @param numbered whether the sender numbered it as a part
 * @param sender what the sender says of itself
 * @param fault what is wrong with the headers; empty if nothing is
 */
public record Upload(
    String session,
    WriteStamp stamp,
    String dataset,
    Optional<String> columns,
    int part,
    int parts,
    boolean numbered,
    Sender sender,
    Optional<Fault> fault) {
  private static final String DEFAULT_DATASET = "sales";
  private static final Pattern DATASET = Pattern.compile("[\\p{L}\\p{N}._-]{1,100}");
  private static final int LONGEST_ID = 200;
  private static final int MOST_PARTS = 100_000;

  /**
   * For the receipt, and so for the audit log. Whoever may write to the topic may say anything
   * here.
   *
   * @param who a person or a program
   * @param redriveOf the upload whose rejected rows are sent again
   */
  public record Sender(Optional<String> who, Optional<String> redriveOf) {}

  /** Why the record is refused before its content is looked at. */
  public record Fault(UploadCode code, String what) {}

  /** The upload's id: the record's key, or else its coordinates. */
  public String id() {
    return stamp.upload();
  }

  public String file() {
    return stamp.file();
  }

  /** Whether the sender said which data set the rows are of. */
  public boolean namesDataset() {
    return !dataset.equals(DEFAULT_DATASET);
  }

  /** The name that the sender gave the document, in a header or as the key; empty if none. */
  public Optional<String> fileName() {
    return file().equals(coordinatesId(stamp.partition(), stamp.offset()))
        ? Optional.empty()
        : Optional.of(file());
  }

  /** What the reader of the document needs to know. */
  public UploadHints hints() {
    UploadHints hints =
        UploadHints.of(file(), Instant.ofEpochMilli(stamp.uploadedAt())).withPart(part);
    return columns.map(hints::withColumns).orElse(hints);
  }

  public static Upload of(byte[] key, Headers headers, long timestamp, int partition, long offset) {
    String coordinates = partition + "-" + offset;
    Optional<String> keyText = Optional.ofNullable(key).map(Upload::idOf).filter(k -> !k.isBlank());
    String id = keyText.orElse(coordinatesId(partition, offset));
    String file = text(headers, "filename").map(Upload::plainName).orElse(id);
    String dataset = text(headers, "dataset").map(String::strip).orElse(DEFAULT_DATASET);
    Optional<Fault> fault = Optional.empty();
    if (!DATASET.matcher(dataset).matches()) {
      fault = fault(UploadCode.BAD_DATASET_NAME, "\"" + cut(dataset) + "\" names no data set");
      dataset = DEFAULT_DATASET;
    }
    // Without a key, nothing says which parts belong together; each is a whole document anyway.
    boolean numbered = keyText.isPresent() && text(headers, "part").isPresent();
    int part = 1;
    int parts = 1;
    if (numbered) {
      part = number(headers, "part");
      parts = number(headers, "parts");
      if (part < 1
          || part > MOST_PARTS
          || parts < 0
          || parts > MOST_PARTS
          || (parts > 0 && part > parts)) {
        fault =
            fault(
                UploadCode.BAD_PART_HEADERS,
                "part \""
                    + cut(text(headers, "part").orElse(""))
                    + "\" of \""
                    + cut(text(headers, "parts").orElse(""))
                    + "\" is no part");
        numbered = false;
        part = 1;
        parts = 1;
      }
    }
    return new Upload(
        numbered ? "parts:" + id : "record:" + coordinates,
        new WriteStamp(timestamp, partition, offset, id, file),
        dataset,
        text(headers, "columns"),
        part,
        parts,
        numbered,
        new Sender(
            text(headers, "who").map(Upload::cut), text(headers, "redrive-of").map(Upload::cut)),
        fault);
  }

  private static String coordinatesId(int partition, long offset) {
    return "upload-" + partition + "-" + offset;
  }

  private static Optional<Fault> fault(UploadCode code, String what) {
    return Optional.of(new Fault(code, what));
  }

  /** The header's number; 0 if it is absent, -1 if it is no number. */
  private static int number(Headers headers, String name) {
    Optional<String> text = text(headers, name).map(String::strip);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Integer.parseInt(text.get());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8)).filter(t -> !t.isBlank());
  }

  /** Only what stands after the last slash or backslash: a path of the sender's is nobody's. */
  private static String plainName(String file) {
    return UploadHints.of(file, Instant.EPOCH).file();
  }

  /** The key as text; as hexadecimal digits if it is no text. */
  private static String idOf(byte[] key) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
      if (text.chars().noneMatch(Character::isISOControl)) {
        return text.length() > LONGEST_ID ? text.substring(0, LONGEST_ID) : text;
      }
    } catch (CharacterCodingException e) {
      // Some other client's binary key: its digits below are as good a name.
    }
    String digits = HexFormat.of().formatHex(key);
    return digits.length() > LONGEST_ID ? digits.substring(0, LONGEST_ID) : digits;
  }

  private static String cut(String text) {
    String plain = text.replaceAll("\\p{C}", " ");
    return plain.length() > 100 ? plain.substring(0, 100) : plain;
  }
}
