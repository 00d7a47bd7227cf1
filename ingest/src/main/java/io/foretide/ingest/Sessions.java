package io.foretide.ingest;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import io.foretide.ingest.upload.Session;
import io.foretide.ingest.upload.Upload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The uploads in parts that are under way, in one store: {@code s<id>} holds a session, {@code
 * n<id>\0<part>} the series that this part was the first to touch.
 *
 * <p>A finished session is remembered until nothing has come for the timeout, so that a part sent
 * again does no harm.
 */
final class Sessions {
  static final String STORE = "sessions";

  private final KeyValueStore<String, byte[]> store;
  private final Duration timeout;
  private final long startedAt;
  private final Map<String, Set<Long>> seriesOf = new HashMap<>();

  Sessions(ProcessingContext context, Duration timeout) {
    this.store = context.getStateStore(STORE);
    this.timeout = timeout;
    this.startedAt = context.currentSystemTimeMs();
    Duration every =
        timeout.compareTo(Duration.ofMinutes(4)) < 0 ? timeout.dividedBy(4) : Duration.ofMinutes(1);
    context.schedule(every, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  Session find(String upload) {
    byte[] bytes = store.get("s" + upload);
    return bytes == null ? new Session() : Session.fromBytes(bytes);
  }

  void keep(String upload, Session session) {
    store.put("s" + upload, session.toBytes());
    if (session.complete()) {
      forgetSeries(upload);
    }
  }

  /** How many of the part's series no earlier part touched. */
  int countNewSeries(Upload upload, long[] hashes) {
    Set<Long> known = seriesOf.computeIfAbsent(upload.id(), this::readSeries);
    BinaryOut fresh = new BinaryOut(16 + hashes.length);
    int count = 0;
    for (long hash : hashes) {
      if (known.add(hash)) {
        fresh.writeFixedLong(hash);
        count++;
      }
    }
    if (count > 0) {
      store.put(seriesKey(upload.id()) + upload.part(), fresh.toBytes());
    }
    return count;
  }

  private Set<Long> readSeries(String upload) {
    Set<Long> hashes = new HashSet<>();
    try (KeyValueIterator<String, byte[]> parts = series(upload)) {
      while (parts.hasNext()) {
        BinaryIn in = new BinaryIn(parts.next().value);
        while (in.hasMore()) {
          hashes.add(in.readFixedLong());
        }
      }
    }
    return hashes;
  }

  private void forgetSeries(String upload) {
    seriesOf.remove(upload);
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> parts = series(upload)) {
      parts.forEachRemaining(part -> keys.add(part.key));
    }
    keys.forEach(store::delete);
  }

  private KeyValueIterator<String, byte[]> series(String upload) {
    return store.range(seriesKey(upload), seriesKey(upload) + ':');
  }

  /** Digits follow; a colon comes right after them. */
  private static String seriesKey(String upload) {
    return "n" + upload + '\0';
  }

  private void forget(long now) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.range("s", "t")) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        // While ingest was down nothing could come; what waits on the topic is read first.
        long idle = now - Math.max(startedAt, Session.fromBytes(entry.value).lastActivity());
        if (idle > timeout.toMillis()) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(
        key -> {
          store.delete(key);
          forgetSeries(key.substring(1));
        });
  }
}
