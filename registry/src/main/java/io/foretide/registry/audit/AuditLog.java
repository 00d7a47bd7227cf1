package io.foretide.registry.audit;

import io.foretide.registry.audit.AuditEntry.What;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.TrainingCancellation;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.topics.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything that somebody changed, by replay of the topics on which changes are asked for or told:
 * {@code model.events}, {@code training.requests}, {@code training.cancellations} and {@code
 * ingest.receipts}.
 */
public final class AuditLog {
  private final NavigableMap<Place, AuditEntry> entries = new ConcurrentSkipListMap<>();
  private final Map<String, String> modelOfRun = new ConcurrentHashMap<>();

  /** Where an entry stands: entries of one instant are in the order of their topic. */
  private record Place(Instant time, String topic, int partition, long offset)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::time)
            .thenComparing(Place::topic)
            .thenComparingInt(Place::partition)
            .thenComparingLong(Place::offset);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  public void follow(TopicFollower follower) {
    follower
        .follow(Topics.MODEL_EVENTS, event -> add(event, ModelEntries.of(event.value())))
        .follow(Topics.TRAINING_REQUESTS, this::replayRequest)
        .follow(Topics.TRAINING_CANCELLATIONS, this::replayCancellation)
        .follow(Topics.INGEST_RECEIPTS, this::replayReceipt);
  }

  private void replayRequest(ConsumerRecord<String, TrainingRequest> request) {
    TrainingRequest asked = request.value();
    String run = "run-" + request.partition() + "-" + request.offset();
    modelOfRun.put(run, asked.getModel());
    String trigger = asked.getTrigger().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    add(
        request,
        AuditEntry.plain(
                asked.getRequestedAt(),
                Optional.of(asked.getModel()),
                asked.getRequestedBy(),
                What.REQUESTED,
                trigger + ": " + asked.getCause())
            .ofRun(run));
  }

  private void replayCancellation(ConsumerRecord<String, TrainingCancellation> cancellation) {
    TrainingCancellation said = cancellation.value();
    add(
        cancellation,
        AuditEntry.plain(
                said.getTime(), Optional.empty(), said.getWho(), What.CANCELLED, said.getWhy())
            .ofRun(said.getRun()));
  }

  private void replayReceipt(ConsumerRecord<String, IngestReceipt> receipt) {
    IngestReceipt told = receipt.value();
    Optional<String> redriveOf = Optional.ofNullable(told.getRedriveOf());
    String again = redriveOf.map(upload -> "rejected rows of " + upload + " again: ").orElse("");
    add(
        receipt,
        AuditEntry.plain(
                told.getFinishedAt(),
                Optional.empty(),
                Optional.ofNullable(told.getWho()).orElse("not said"),
                redriveOf.isPresent() ? What.REDRIVEN : What.UPLOADED,
                "%s%s to %s: %s"
                    .formatted(again, told.getFile(), told.getDataset(), told.getMessage()))
            .ofUpload(told.getUpload()));
  }

  private void add(ConsumerRecord<?, ?> record, AuditEntry entry) {
    entries.put(
        new Place(entry.time(), record.topic(), record.partition(), record.offset()), entry);
  }

  /** Newest first. */
  Collection<AuditEntry> all() {
    return entries.descendingMap().values();
  }

  /** The model that an entry is about; a run's is known from its request. */
  Optional<String> modelOf(AuditEntry entry) {
    return entry.model().or(() -> entry.run().map(modelOfRun::get));
  }
}
