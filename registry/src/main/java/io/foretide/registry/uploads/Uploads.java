package io.foretide.registry.uploads;

import io.foretide.registry.log.Changes;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Every upload's receipt, and where its rejects are, by replay. */
public final class Uploads {
  /** Rejects kept per upload for the answer to its producer; all of them stay on their topic. */
  private static final int REJECTS_SHOWN = 100;

  private final Changes changes;
  private final Map<String, IngestReceipt> receipts = new ConcurrentHashMap<>();
  private final Map<String, Rejects> rejects = new ConcurrentHashMap<>();

  public Uploads(Changes changes) {
    this.changes = changes;
  }

  /** The first rejects of an upload, and between which offsets of their topic all of them are. */
  static final class Rejects {
    private final List<IngestReject> first = new ArrayList<>();
    private final long from;
    private long to;

    private Rejects(long from) {
      this.from = from;
    }

    synchronized void add(long offset, IngestReject reject) {
      to = offset;
      if (first.size() < REJECTS_SHOWN) {
        first.add(reject);
      }
    }

    synchronized List<IngestReject> first() {
      return List.copyOf(first);
    }

    long from() {
      return from;
    }

    /** The last one. */
    synchronized long to() {
      return to;
    }
  }

  public void follow(TopicFollower follower) {
    follower
        .follow(Topics.INGEST_RECEIPTS, receipt -> replay(receipt.value()))
        .follow(Topics.INGEST_REJECTS, this::replayReject);
  }

  void replay(IngestReceipt receipt) {
    receipts.put(receipt.getUpload(), receipt);
    changes.happened();
  }

  private void replayReject(ConsumerRecord<String, IngestReject> reject) {
    rejects
        .computeIfAbsent(reject.value().getUpload(), upload -> new Rejects(reject.offset()))
        .add(reject.offset(), reject.value());
  }

  Optional<IngestReceipt> receipt(String upload) {
    return Optional.ofNullable(receipts.get(upload));
  }

  /**
   * The receipt.
   *
   * @throws CodedException FT-1903 if there is none, or none yet
   */
  IngestReceipt settled(String upload) {
    return receipt(upload)
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1903",
                    "there is no receipt for upload "
                        + upload
                        + " yet; ask again, or see the topic ingest.receipts"));
  }

  /** Newest first. */
  List<IngestReceipt> all() {
    return receipts.values().stream()
        .sorted(
            Comparator.comparing(IngestReceipt::getFinishedAt)
                .thenComparing(IngestReceipt::getUpload)
                .reversed())
        .toList();
  }

  Optional<Rejects> rejects(String upload) {
    return Optional.ofNullable(rejects.get(upload));
  }

  /** The first rejects of an upload. */
  List<IngestReject> firstRejects(String upload) {
    return rejects(upload).map(Rejects::first).orElse(List.of());
  }
}
