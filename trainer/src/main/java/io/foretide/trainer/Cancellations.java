package io.foretide.trainer;

import io.foretide.schemas.TrainingCancellation;
import io.foretide.trainer.RunToken.Stop;
import java.util.HashMap;
import java.util.Map;

/**
 * Who cancelled which run. A run may be cancelled before any trainer took it, so what was said is
 * remembered.
 */
final class Cancellations {
  private final Map<String, String> cancelled = new HashMap<>();
  private final Map<String, RunToken> running = new HashMap<>();

  synchronized void replay(TrainingCancellation cancellation) {
    String why = "cancelled by " + cancellation.getWho() + ": " + cancellation.getWhy();
    cancelled.putIfAbsent(cancellation.getRun(), why);
    RunToken token = running.get(cancellation.getRun());
    if (token != null) {
      token.stop(Stop.CANCELLED, why);
    }
  }

  /** The token of a run that begins; already stopped if the run was cancelled while it waited. */
  synchronized RunToken begin(RunId run) {
    RunToken token = new RunToken();
    running.put(run.text(), token);
    String why = cancelled.get(run.text());
    if (why != null) {
      token.stop(Stop.CANCELLED, why);
    }
    return token;
  }

  synchronized void end(RunId run) {
    running.remove(run.text());
    cancelled.remove(run.text());
  }
}
