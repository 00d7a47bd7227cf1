package io.foretide.models.catalogue;

import io.foretide.models.kind.TrainingListener;
import java.util.Map;

/** Cancels once it has been asked more than so many times. */
final class ImpatientListener implements TrainingListener {
  private int patience;

  ImpatientListener(int patience) {
    this.patience = patience;
  }

  @Override
  public void progress(double fraction, String message) {}

  @Override
  public void epoch(int epoch, int epochs, Map<String, Double> losses) {}

  @Override
  public synchronized boolean cancelled() {
    return patience-- <= 0;
  }
}
