package io.foretide.ingest.csv;

import java.util.Locale;
import java.util.Set;

/** The words of an {@code op} column. */
final class Operations {
  private static final Set<String> DELETES = Set.of("delete", "d", "remove", "retract");
  private static final Set<String> WRITES =
      Set.of("write", "w", "insert", "i", "update", "u", "upsert", "create", "c", "r");

  private static final Set<String> PLANS = Set.of("plan", "planned");

  private Operations() {}

  static boolean isDelete(String word) {
    return DELETES.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isPlan(String word) {
    return PLANS.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isKnown(String word) {
    return isDelete(word) || isPlan(word) || isWrite(word);
  }

  static boolean isWrite(String word) {
    return word.isEmpty() || WRITES.contains(word.toLowerCase(Locale.ROOT));
  }
}
