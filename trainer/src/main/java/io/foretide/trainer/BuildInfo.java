package io.foretide.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;

/** What this code is made of, as the build wrote it down. */
final class BuildInfo {
  private static final String LIBRARY = "library.";
  private static final Properties WRITTEN = read();

  private BuildInfo() {}

  /** The version of Foretide. */
  static String version() {
    return WRITTEN.getProperty("version");
  }

  /** Versions of what a fit is computed with and read from, by name; Java's is the running one. */
  static Map<String, String> libraries() {
    Map<String, String> versions = new TreeMap<>();
    for (String name : WRITTEN.stringPropertyNames()) {
      if (name.startsWith(LIBRARY)) {
        versions.put(name.substring(LIBRARY.length()), WRITTEN.getProperty(name));
      }
    }
    versions.put("kafka-clients", AppInfoParser.getVersion());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private static Properties read() {
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
