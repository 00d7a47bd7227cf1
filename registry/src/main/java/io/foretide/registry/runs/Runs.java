package io.foretide.registry.runs;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.SearchTrial;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.topics.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Every run, by replay of its request and its progress. */
public final class Runs {
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final NavigableMap<Place, Run> inOrder = new ConcurrentSkipListMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final Map<String, Search> searches = new ConcurrentSkipListMap<>();
  private final Map<String, String> runByCause = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** Where a run stands in lists. */
  private record Place(Instant began, String run) implements Comparable<Place> {
    static Place of(Run run) {
      return new Place(run.began(), run.id());
    }

    @Override
    public int compareTo(Place other) {
      int byTime = began.compareTo(other.began);
      return byTime != 0 ? byTime : run.compareTo(other.run);
    }
  }

  public void follow(TopicFollower follower) {
    follower
        .follow(Topics.TRAINING_REQUESTS, this::replayRequest)
        .follow(Topics.TRAINING_PROGRESS, event -> replay(event.value()));
  }

  /** The listener gets the id of each run that changes, on the thread that replays. */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  void replay(TrainingProgress event) {
    change(event.getRun(), run -> run.replay(event));
    listeners.forEach(listener -> listener.accept(event.getRun()));
  }

  /** The place of a run is known from its first record on; its request may come after that. */
  private void change(String id, Consumer<Run> replay) {
    Run run = runs.computeIfAbsent(id, Run::new);
    Place before = Place.of(run);
    RunStatus was = RunStatus.of(run.latest());
    replay.accept(run);
    Place after = Place.of(run);
    inOrder.put(after, run);
    if (!after.equals(before)) {
      inOrder.remove(before);
    }
    boolean ended = run.latest().filter(Run::ended).isPresent();
    if (ended || !after.equals(before) || was != RunStatus.of(run.latest())) {
      changes.incrementAndGet();
    }
  }

  /** A run is named after the coordinates of its request. */
  private void replayRequest(ConsumerRecord<String, TrainingRequest> request) {
    String id = "run-" + request.partition() + "-" + request.offset();
    change(id, run -> run.replay(request.value()));
    SearchTrial trial = request.value().getTrial();
    if (trial != null) {
      searches.computeIfAbsent(trial.getSearch(), Search::new).replay(id, request.value());
    }
    // Several uploads in quick succession are one cause: "a, b and 3 more".
    for (String cause : request.value().getCause().split(",| and ")) {
      runByCause.putIfAbsent(cause.strip(), id);
    }
    listeners.forEach(listener -> listener.accept(id));
  }

  Optional<Run> find(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  /**
   * @throws CodedException FT-1604 if nobody asked for it
   */
  Run run(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1604", "there is no run " + id + "; GET /runs lists those that there are"));
  }

  /**
   * For runs that were asked for just now and may not have come back by replay.
   *
   * @throws CodedException FT-1604 if no run can be called so
   */
  static void checkName(String id) {
    if (!id.matches("run-\\d{1,9}-\\d{1,18}")) {
      throw new CodedException("FT-1604", "a run is named run-<partition>-<offset>, not " + id);
    }
  }

  /** Grows whenever a run is asked for, begins or ends; not with what it tells in between. */
  long changes() {
    return changes.get();
  }

  /** Newest first. */
  Collection<Run> all() {
    return inOrder.descendingMap().values();
  }

  /** Id of a run that has not ended, and was heard of since; where there is one. */
  public Optional<String> underWay(Instant since) {
    return all().stream()
        .filter(run -> run.latest().stream().noneMatch(Run::ended))
        .filter(
            run -> run.latest().map(TrainingProgress::getTime).orElse(run.began()).isAfter(since))
        .map(Run::id)
        .findFirst();
  }

  List<Search> searches() {
    return List.copyOf(searches.values());
  }

  /**
   * @throws CodedException FT-1609 if there is none of that id
   */
  Search search(String id) {
    Search search = searches.get(id);
    if (search == null) {
      throw new CodedException(
          "FT-1609", "there is no search \"" + id + "\"; GET /searches lists those there are");
    }
    return search;
  }

  /** The run that was requested because of this upload (or other cause). */
  public Optional<String> runFor(String cause) {
    return Optional.ofNullable(runByCause.get(cause));
  }
}
