package io.foretide.runtime.http;

import java.util.Map;

/** The HTTP status that goes with an error code; 400 unless it is listed. */
final class StatusOf {
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("FT-1501", 503), // no version is live yet
          Map.entry("FT-1503", 404), // no series matches the filter
          Map.entry("FT-1601", 404), // no such model
          Map.entry("FT-1602", 404), // no such version
          Map.entry("FT-1604", 404), // no such run
          Map.entry("FT-1605", 404), // no such kind
          Map.entry("FT-1611", 409), // an alias points to it
          Map.entry("FT-1616", 409), // the alias points to it already
          Map.entry("FT-1617", 409), // the run has ended
          Map.entry("FT-1613", 404), // no forecast of that series
          Map.entry("FT-1609", 404), // no such search
          Map.entry("FT-1801", 404),
          Map.entry("FT-1802", 500),
          Map.entry("FT-1805", 404), // no such file of the version
          Map.entry("FT-1808", 404), // no such explanation of the version
          Map.entry("FT-1804", 503), // the artifact store does not answer
          Map.entry("FT-1910", 413), // too large
          Map.entry("FT-1920", 401), // no valid key
          Map.entry("FT-1921", 403), // the key's role does not do
          Map.entry("FT-1922", 403), // a name that points here without being ours
          Map.entry("FT-1923", 403), // another site's page
          Map.entry("FT-1924", 503), // the provider of tokens does not answer
          Map.entry("FT-1903", 404), // no such upload
          Map.entry("FT-1906", 504)); // gave up waiting

  private StatusOf() {}

  static int code(String code) {
    return STATUS.getOrDefault(code, 400);
  }
}
