package io.foretide.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this code, as the build wrote it down. */
final class CodeVersion {
  static final String TEXT = read();

  private CodeVersion() {}

  private static String read() {
    try (InputStream in = CodeVersion.class.getResourceAsStream("code.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
