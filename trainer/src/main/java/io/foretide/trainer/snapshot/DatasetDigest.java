package io.foretide.trainer.snapshot;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over what a run learns from, so that two versions can be seen to come from the same data.
 * Equal series give equal digests whatever the order, revisions or offsets their blocks had.
 */
public final class DatasetDigest {
  /** All NaN are one. */
  private static final long NOT_OBSERVED = Double.doubleToLongBits(Double.NaN);

  private final MessageDigest digest;

  private DatasetDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has SHA-256", e);
    }
  }

  /** The digest in hex. */
  public static String of(Dataset data) {
    DatasetDigest digest = new DatasetDigest();
    digest.text(data.name());
    digest.text(data.step().toString());
    data.series().forEach(digest::series);
    return HexFormat.of().formatHex(digest.digest.digest());
  }

  private void series(Series series) {
    text(series.id().text());
    text(series.targetName());
    number(series.start());
    number(series.length());
    number(series.attributes().size());
    series
        .attributes()
        .forEach(
            (name, value) -> {
              text(name);
              text(value);
            });
    for (String name : series.columnNames()) {
      text(name);
      values(series.column(name));
    }
  }

  private void values(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
    for (double value : values) {
      // 0.0 and -0.0 are one observation.
      bytes.putLong(
          Double.isNaN(value) ? NOT_OBSERVED : Double.doubleToLongBits(value == 0 ? 0.0 : value));
    }
    digest.update(bytes.array());
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
  }

  private void number(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}
