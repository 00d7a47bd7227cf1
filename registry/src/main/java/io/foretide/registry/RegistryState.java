package io.foretide.registry;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.SearchTrial;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything the registry shows, in memory, by replay of the topics that say it. A fresh instance
 * reads the same topics and shows the same.
 */
final class RegistryState {
  /** Rejects kept per upload for the answer to its producer; all of them stay on their topic. */
  private static final int REJECTS_SHOWN = 100;

  private final Map<String, ModelHistory> models = new ConcurrentSkipListMap<>();
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final Map<String, String> runByCause = new ConcurrentHashMap<>();
  private final Map<String, Search> searches = new ConcurrentSkipListMap<>();
  private final Map<String, KindListing> kinds = new ConcurrentSkipListMap<>();
  private final Map<String, ModelDeployment> deployments = new ConcurrentSkipListMap<>();
  private final Map<String, IngestReceipt> receipts = new ConcurrentHashMap<>();
  private final Map<String, List<IngestReject>> rejects = new ConcurrentHashMap<>();

  /** Has the follower replay every topic into this state. */
  void follow(TopicFollower follower) {
    follower
        .follow(Topics.MODEL_EVENTS, r -> replay(r.value()))
        .follow(Topics.TRAINING_PROGRESS, r -> replay(r.value()))
        .follow(Topics.TRAINING_REQUESTS, this::replayRequest)
        .follow(Topics.MODEL_KINDS, r -> replay(r.key(), r.value(), kinds))
        .follow(Topics.MODEL_DEPLOYMENTS, r -> replay(r.key(), r.value(), deployments))
        .follow(Topics.INGEST_RECEIPTS, r -> replay(r.value()))
        .follow(Topics.INGEST_REJECTS, r -> replay(r.value()));
  }

  void replay(ModelEvent event) {
    models.computeIfAbsent(event.getModel(), ModelHistory::new).replay(event);
  }

  void replay(TrainingProgress event) {
    runs.computeIfAbsent(event.getRun(), id -> new Run()).replay(event);
  }

  /** A run is named after the coordinates of its request. */
  private void replayRequest(ConsumerRecord<String, TrainingRequest> request) {
    String run = "run-" + request.partition() + "-" + request.offset();
    // Several uploads in quick succession are one cause: "a, b and 3 more".
    for (String cause : request.value().getCause().split(",| and ")) {
      runByCause.putIfAbsent(cause.strip(), run);
    }
    SearchTrial trial = request.value().getTrial();
    if (trial != null) {
      searches.computeIfAbsent(trial.getSearch(), Search::new).replay(run, request.value());
    }
  }

  void replay(IngestReceipt receipt) {
    receipts.put(receipt.getUpload(), receipt);
  }

  void replay(IngestReject reject) {
    List<IngestReject> some = rejects.computeIfAbsent(reject.getUpload(), u -> new ArrayList<>());
    synchronized (some) {
      if (some.size() < REJECTS_SHOWN) {
        some.add(reject);
      }
    }
  }

  private static <V> void replay(String key, V value, Map<String, V> table) {
    if (value == null) {
      table.remove(key);
    } else {
      table.put(key, value);
    }
  }

  Collection<ModelHistory> models() {
    return models.values();
  }

  ModelHistory model(String name) {
    ModelHistory model = models.get(name);
    if (model == null) {
      throw new CodedException(
          "FT-1601",
          "there is no model \""
              + name
              + "\"; there are "
              + models.keySet()
              + ", and the first upload of a data set makes one");
    }
    return model;
  }

  Run run(String id) {
    Run run = runs.get(id);
    if (run == null) {
      throw new CodedException(
          "FT-1604",
          "no trainer has taken a run "
              + id
              + " so far; GET /models/training lists those that have begun");
    }
    return run;
  }

  Optional<Run> findRun(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  List<TrainingProgress> latestOfAllRuns() {
    return runs.values().stream()
        .map(Run::latest)
        .sorted((a, b) -> b.getTime().compareTo(a.getTime()))
        .toList();
  }

  Collection<Search> searches() {
    return searches.values();
  }

  Search search(String id) {
    Search search = searches.get(id);
    if (search == null) {
      throw new CodedException(
          "FT-1609", "there is no search \"" + id + "\"; GET /searches lists those there are");
    }
    return search;
  }

  /** The run that was requested because of this upload (or other cause). */
  Optional<String> runFor(String cause) {
    return Optional.ofNullable(runByCause.get(cause));
  }

  Collection<KindListing> kinds() {
    return kinds.values();
  }

  KindListing kind(String id) {
    KindListing kind = kinds.get(id);
    if (kind == null) {
      throw new CodedException(
          "FT-1605", "there is no kind \"" + id + "\"; the trainers offer " + kinds.keySet());
    }
    return kind;
  }

  Collection<ModelDeployment> deployments() {
    return deployments.values();
  }

  Optional<IngestReceipt> receipt(String upload) {
    return Optional.ofNullable(receipts.get(upload));
  }

  /** The first rejects of an upload. */
  List<IngestReject> rejects(String upload) {
    List<IngestReject> some = rejects.getOrDefault(upload, List.of());
    synchronized (some) {
      return List.copyOf(some);
    }
  }
}
