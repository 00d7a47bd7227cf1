package io.foretide.standalone;

/** Who gives a command, as the topics record it. */
final class Who {
  private Who() {}

  static String runs() {
    return System.getProperty("user.name", "somebody") + " (foretide command)";
  }
}
