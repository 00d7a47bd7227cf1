package io.foretide.registry.topics;

import io.foretide.runtime.rest.Says;
import java.util.List;
import java.util.Optional;

/** A topic of the catalogue, as the broker has it. */
@Says("A topic, as the broker has it.")
record TopicView(
    @Says("Its name, with the prefix.") String topic,
    @Says("What flows on it.") String purpose,
    @Says("How many partitions.") int partitions,
    @Says("Offsets between its beginning and its end: on a compacted topic more than its records.")
        long records,
    @Says("Whether the newest record of each key stays for ever.") boolean compacted,
    @Says("How long records stay after their arrival, in seconds; absent is for ever.")
        Optional<Long> retentionSeconds,
    @Says("The groups that read it.") List<Reader> readers) {

  TopicView {
    readers = List.copyOf(readers);
  }

  /** A group that reads a topic. */
  @Says("A group of readers of a topic.")
  record Reader(
      @Says("Its id.") String group,
      @Says("How many offsets it has still to read, over all partitions.") long behind) {}
}
