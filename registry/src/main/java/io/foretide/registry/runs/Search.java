package io.foretide.registry.runs;

import io.foretide.schemas.TrainingRequest;
import java.util.ArrayList;
import java.util.List;

/** A search for settings as its requests tell it. Changes only by {@link #replay}. */
final class Search {
  /** A trial, which may not have been taken yet. */
  record Trial(String run, TrainingRequest request) {}

  private final String id;
  private final List<Trial> trials = new ArrayList<>();

  Search(String id) {
    this.id = id;
  }

  synchronized void replay(String run, TrainingRequest request) {
    trials.add(new Trial(run, request));
  }

  String id() {
    return id;
  }

  /** In the order in which they were asked for. */
  synchronized List<Trial> trials() {
    return List.copyOf(trials);
  }
}
