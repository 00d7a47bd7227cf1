package io.foretide.registry.dashboard;

import io.foretide.runtime.artifacts.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of the dashboard, as the jar has it. */
final class PageFile {
  /** Words and folders, and one dot: nothing that could lead out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z][a-z0-9-]*/)*[a-z][a-z0-9-]*\\.(html|js|css|svg)");

  private static final Map<String, String> TYPE_BY_ENDING =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final byte[] content;
  private final String type;
  private final String etag;

  private PageFile(byte[] content, String type) {
    this.content = content;
    this.type = type;
    this.etag = '"' + Digest.of(content) + '"';
  }

  /** The file of that name; empty if there is none, or the name is none that a file could have. */
  static Optional<PageFile> named(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try (InputStream in = PageFile.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new PageFile(in.readAllBytes(), TYPE_BY_ENDING.get(matcher.group(1))));
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's " + name + " cannot be read", e);
    }
  }

  byte[] content() {
    return content;
  }

  String type() {
    return type;
  }

  /** The digest of the content, so that a browser's copy is good for as long as it is this one. */
  String etag() {
    return etag;
  }
}
