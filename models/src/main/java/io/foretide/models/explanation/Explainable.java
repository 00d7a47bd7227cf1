package io.foretide.models.explanation;

import java.util.List;

/** A fitted model that tells how it comes to its forecasts. */
public interface Explainable {
  /** As found when it was fitted; may be empty. */
  List<Explanation> explanations();
}
