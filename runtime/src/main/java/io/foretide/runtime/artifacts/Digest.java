package io.foretide.runtime.artifacts;

import io.foretide.runtime.CodedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256, the address of an artifact. */
public final class Digest {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Digest() {}

  /** In lower-case hex. */
  public static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }

  /** The digest itself, if it is one: it becomes part of a path, so nothing else may pass. */
  static String valid(String sha256) {
    if (!HEX.matcher(sha256).matches()) {
      throw new CodedException(
          "FT-1803", "an artifact is named by 64 hexadecimal digits, not \"" + sha256 + "\"");
    }
    return sha256;
  }

  static byte[] checked(String sha256, byte[] content) {
    String actual = of(content);
    if (!actual.equals(sha256)) {
      throw new CodedException(
          "FT-1802",
          "artifact "
              + sha256
              + " is damaged: its content has digest "
              + actual
              + "; restore it from a copy, or train anew");
    }
    return content;
  }

  static CodedException missing(String sha256, Exception cause) {
    return new CodedException(
        "FT-1801",
        "artifact "
            + sha256
            + " is not in the store; is every service configured with the same one?",
        cause);
  }
}
