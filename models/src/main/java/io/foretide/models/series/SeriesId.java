package io.foretide.models.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Names one series: the data set it belongs to and the values of its identity columns, in the data
 * set's order.
 *
 * <p>The {@linkplain #text() text form} {@code sales/P001/S1} is the key of its records; a slash or
 * percent sign inside a part is escaped, so that the text can be read back.
 */
public record SeriesId(String dataset, List<String> identity) implements Comparable<SeriesId> {
  public SeriesId {
    if (dataset.isBlank()) {
      throw new IllegalArgumentException("a series belongs to a data set with a name");
    }
    identity = List.copyOf(identity);
  }

  /** Reads what {@link #text()} wrote. */
  public static SeriesId parse(String text) {
    String[] parts = text.split("/", -1);
    List<String> identity = new ArrayList<>(parts.length - 1);
    for (int i = 1; i < parts.length; i++) {
      identity.add(unescape(parts[i]));
    }
    return new SeriesId(unescape(parts[0]), identity);
  }

  /** The series as one string, the key of its records. */
  public String text() {
    StringBuilder text = new StringBuilder(escape(dataset));
    for (String part : identity) {
      text.append('/').append(escape(part));
    }
    return text.toString();
  }

  @Override
  public int compareTo(SeriesId other) {
    return text().compareTo(other.text());
  }

  @Override
  public String toString() {
    return text();
  }

  private static String escape(String part) {
    if (part.indexOf('/') < 0 && part.indexOf('%') < 0) {
      return part;
    }
    return part.replace("%", "%25").replace("/", "%2F");
  }

  private static String unescape(String part) {
    return part.indexOf('%') < 0 ? part : part.replace("%2F", "/").replace("%25", "%");
  }
}
