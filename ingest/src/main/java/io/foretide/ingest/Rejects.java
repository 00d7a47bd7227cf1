package io.foretide.ingest;

import io.foretide.ingest.csv.Reject;
import io.foretide.ingest.market.Fate;
import io.foretide.ingest.upload.Upload;
import io.foretide.schemas.IngestReject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Rejects as they are published. */
final class Rejects {
  private static final int LONGEST_SAMPLE = 200;

  private Rejects() {}

  static IngestReject ofRow(Upload upload, Reject reject, long now) {
    return IngestReject.newBuilder()
        .setUpload(upload.id())
        .setFile(upload.file())
        .setPart(upload.part())
        .setLine((int) reject.line())
        .setColumn(reject.column().isEmpty() ? null : reject.column())
        .setCode(reject.code().id())
        .setReason(reject.reason() + ". " + reject.code().wayOut())
        .setRaw(reject.raw())
        .setTime(Instant.ofEpochMilli(now))
        .build();
  }

  static IngestReject ofDocument(
      Upload upload, String code, String message, byte[] content, long now) {
    return IngestReject.newBuilder()
        .setUpload(upload.id())
        .setFile(upload.file())
        .setPart(upload.part())
        .setLine(0)
        .setColumn(null)
        .setCode(code)
        .setReason(message)
        .setRaw(sample(content))
        .setTime(Instant.ofEpochMilli(now))
        .build();
  }

  /**
   * @param where the record it came in
   * @param line within the record, from 1; 0 where a record is one tick
   */
  static IngestReject ofTick(
      String where, String symbol, int line, Fate fate, String why, String raw, long now) {
    // Without a builder: ticks are refused by the thousand.
    return new IngestReject(
        where,
        symbol.isEmpty() ? where : symbol,
        1,
        line,
        null,
        fate.code(),
        fate.what() + ": " + why + ". " + fate.wayOut(),
        raw,
        Instant.ofEpochMilli(now));
  }

  /** How a document begins, as far as it can be shown. */
  static String sample(byte[] content) {
    String start =
        new String(
            content, 0, Math.min(content.length, LONGEST_SAMPLE), StandardCharsets.ISO_8859_1);
    return start.replaceAll("[^\\x20-\\x7E\\n]", ".");
  }
}
