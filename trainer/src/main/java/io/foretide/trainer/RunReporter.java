package io.foretide.trainer;

import io.foretide.models.kind.Checkpoints;
import io.foretide.models.kind.TrainingListener;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Tells the world how a run is getting on: whenever something changed, but no more than ten times a
 * second, and at least once a second.
 *
 * <p>The parts of a run may go on side by side; the stage that is reported is the earliest that is
 * not over, and the percentage, weighted by what the parts cost, never falls.
 */
final class RunReporter implements AutoCloseable {
  /** What the parts of a run take of the whole; the rest is the snapshot before and the end. */
  private static final double BEFORE = 5;

  private static final double PARTS = 90;
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofMillis(900);
  private static final double TELLING = 8;

  private final TrainingProgress.Builder said;
  private final RunToken token;
  private final Clock clock;
  private final ProgressSink out;
  private final Instant begun;
  private final List<Part> parts = new ArrayList<>();
  private Instant sent = Instant.EPOCH;
  private boolean news;
  private boolean closed;
  private volatile boolean abandoned;

  /**
   * @param out called from many threads, one at a time
   */
  RunReporter(
      String run, String model, String trainer, RunToken token, Clock clock, ProgressSink out) {
    this.token = token;
    this.clock = clock;
    this.out = out;
    this.begun = clock.instant();
    this.said =
        TrainingProgress.newBuilder()
            .setRun(run)
            .setModel(model)
            .setKind("")
            .setTrainer(trainer)
            .setStage(TrainingStage.STARTED)
            .setPercent(0)
            .setMessage("started")
            .setTime(begun);
  }

  /** Names the kind, once it is known. */
  synchronized void kind(String kind) {
    said.setKind(kind);
  }

  /** Enters a stage that has no parts; reported at once. */
  synchronized void stage(TrainingStage stage, double percent, String message) {
    token.check();
    said.setStage(stage).setMessage(message);
    clearEpoch();
    advance(percent);
    send();
  }

  /** A share of the snapshot has been read. */
  synchronized void snapshot(double share) {
    token.check();
    advance(BEFORE * share);
    news = true;
  }

  /** Scores that are known from now on. */
  synchronized void metrics(Map<String, Double> metrics) {
    said.setMetrics(new HashMap<>(metrics));
    news = true;
  }

  /** Where a trainer that takes the run over may go on; on the log when this returns. */
  synchronized void checkpoints(Map<String, String> digests) {
    said.setCheckpoints(new HashMap<>(digests));
    send();
    out.flush();
  }

  /**
   * Adds a part of the run, before it begins.
   *
   * @param weight what it costs, in any unit that all parts share
   * @param label for a person: what it is
   * @param checkpoints where it keeps how far it is
   */
  synchronized Part part(
      TrainingStage stage, double weight, String label, Checkpoints checkpoints) {
    Part part = new Part(stage, weight, label, checkpoints);
    parts.add(part);
    return part;
  }

  /** To be called several times a second. */
  synchronized void tick() {
    Duration silence = Duration.between(sent, clock.instant());
    if (silence.compareTo(MOST) >= 0 || (news && silence.compareTo(LEAST) >= 0)) {
      send();
    }
  }

  /** The event that ends the run. Everything before it can be read, and nothing is sent after. */
  synchronized TrainingProgress end(TrainingStage stage, String message) {
    closed = true;
    out.flush();
    clearEpoch();
    said.setStage(stage)
        .setMessage(message)
        .setEtaSeconds(null)
        .setCheckpoints(Map.of())
        .setTime(clock.instant());
    if (stage == TrainingStage.FINISHED) {
      said.setPercent(100);
    }
    return TrainingProgress.newBuilder(said).build();
  }

  /** Parts that still go on are of no use any more. */
  void abandon() {
    abandoned = true;
  }

  /** Wall time since the run began. */
  Duration elapsed() {
    return Duration.between(begun, clock.instant());
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void send() {
    if (closed) {
      return;
    }
    sent = clock.instant();
    news = false;
    double percent = said.getPercent();
    double seconds = elapsed().toMillis() / 1000.0;
    said.setTime(sent)
        .setEtaSeconds(percent < TELLING ? null : seconds / percent * (100 - percent));
    out.publish(TrainingProgress.newBuilder(said).build());
  }

  private void advance(double percent) {
    said.setPercent(Math.max(said.getPercent(), Math.min(100, percent)));
  }

  private void clearEpoch() {
    said.setEpoch(null).setEpochs(null).setLosses(Map.of());
  }

  private void partMoved() {
    double all = 0;
    double done = 0;
    TrainingStage stage = TrainingStage.CALIBRATE;
    for (Part part : parts) {
      all += part.weight;
      done += part.weight * part.fraction;
      if (!part.over && part.stage.compareTo(stage) < 0) {
        stage = part.stage;
      }
    }
    if (stage != TrainingStage.CALIBRATE && stage != said.getStage()) {
      said.setStage(stage);
      clearEpoch();
    }
    advance(BEFORE + PARTS * done / all);
    news = true;
  }

  /** One of the fits and backtests that a run consists of. */
  final class Part implements TrainingListener {
    private final TrainingStage stage;
    private final double weight;
    private final String label;
    private final Checkpoints checkpoints;
    private double fraction;
    private boolean over;

    private Part(TrainingStage stage, double weight, String label, Checkpoints checkpoints) {
      this.stage = stage;
      this.weight = weight;
      this.label = label;
      this.checkpoints = checkpoints;
    }

    @Override
    public void progress(double share, String message) {
      checkCancelled();
      synchronized (RunReporter.this) {
        fraction = Math.max(fraction, Math.min(1, share));
        partMoved();
        if (said.getStage() == stage) {
          said.setMessage(message.isBlank() ? label : label + ": " + message);
        }
      }
    }

    @Override
    public void epoch(int epoch, int epochs, Map<String, Double> losses) {
      synchronized (RunReporter.this) {
        partMoved();
        if (said.getStage() == stage) {
          said.setEpoch(epoch).setEpochs(epochs).setLosses(new HashMap<>(losses));
          said.setMessage(label + ": epoch " + epoch + " of " + epochs);
          tick();
        }
      }
    }

    @Override
    public Checkpoints checkpoints() {
      return checkpoints;
    }

    @Override
    public boolean cancelled() {
      return token.isStopped() || abandoned;
    }

    @Override
    public void checkCancelled() {
      token.check();
      if (cancelled()) {
        throw new CancellationException("another part of the run failed");
      }
    }

    /** The part has ended, well or not. */
    void over() {
      synchronized (RunReporter.this) {
        fraction = 1;
        over = true;
        partMoved();
      }
    }
  }
}
