package io.foretide.trainer.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Uploads that will ask for a run together.
 *
 * @param since when the first of them came, milliseconds since the epoch
 * @param last when the last of them came
 */
record Pending(List<String> uploads, long since, long last) {
  static final Pending NONE = new Pending(List.of(), 0, 0);

  /** Uploads that never pause must not put off their run for ever. */
  private static final int PATIENCE = 15;

  private static final int NAMED = 5;

  Pending {
    uploads = List.copyOf(uploads);
  }

  Pending with(String upload, long now) {
    if (uploads.contains(upload)) {
      return this;
    }
    List<String> more = new ArrayList<>(uploads);
    more.add(upload);
    return new Pending(more, uploads.isEmpty() ? now : since, now);
  }

  /** Whether it has been quiet for {@code quietMillis}, or never for many times that. */
  boolean isDue(long now, long quietMillis) {
    return !uploads.isEmpty()
        && (now - last >= quietMillis || now - since >= PATIENCE * quietMillis);
  }

  /** The uploads by name, the first few of them. */
  String cause() {
    String named = String.join(", ", uploads.subList(0, Math.min(NAMED, uploads.size())));
    int others = uploads.size() - NAMED;
    return others > 0 ? named + " and " + others + " more" : named;
  }
}
