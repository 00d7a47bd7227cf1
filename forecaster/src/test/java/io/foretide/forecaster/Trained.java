package io.foretide.forecaster;

import io.foretide.embedded.testing.SampleEvents;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.models.calibration.CalibratedModel;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Publishes really trained versions of the model {@code sales}, as a trainer does. */
final class Trained {
  static final String MODEL = "sales";
  static final int HORIZON = 28;

  private final TestTopics topics;
  private final ArtifactStore store;

  Trained(TestTopics topics, ArtifactStore store) {
    this.topics = topics;
    this.store = store;
  }

  void define() {
    event(
        ModelDefined.newBuilder()
            .setDataset("sales")
            .setStorageStep("P1D")
            .setStep("P1D")
            .setHorizon(HORIZON)
            .setLevels(Arrays.stream(Levels.published()).boxed().toList())
            .setKind("ets")
            .setPromotion(PromotionPolicy.BETTER)
            .build());
  }

  /** A fitted model with its backtest's calibration: what a version holds. */
  static CalibratedModel fit(ModelKind kind, Dataset data) {
    double[] levels = Levels.published();
    List<Instant> cutoffs = Cutoffs.rolling(data, HORIZON, 3, 60);
    var windows =
        new Backtest(kind, Settings.DEFAULTS, 1)
            .run(data, cutoffs, HORIZON, levels, TrainingListener.NONE);
    return new CalibratedModel(
        kind.fit(data, HORIZON, Settings.DEFAULTS, 1, TrainingListener.NONE),
        Calibration.learn(windows, levels, HORIZON));
  }

  static MemoryArtifacts files(ForecastModel model) {
    MemoryArtifacts files = new MemoryArtifacts();
    try {
      ModelFormats.save(model, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Trains and publishes. */
  VersionPublished publish(int number, ModelKind kind, Dataset data) {
    try (CalibratedModel model = fit(kind, data)) {
      return publish(number, kind.card().id(), HORIZON, files(model).files());
    }
  }

  /** Publishes these files as they are. */
  VersionPublished publish(int number, String kind, int horizon, Map<String, byte[]> files) {
    return publish(number, kind, horizon, files, store::put);
  }

  /**
   * @param put stores a file and names its digest
   */
  VersionPublished publish(
      int number,
      String kind,
      int horizon,
      Map<String, byte[]> files,
      Function<byte[], String> put) {
    List<Artifact> artifacts = new ArrayList<>();
    files.forEach(
        (name, bytes) -> artifacts.add(new Artifact(name, put.apply(bytes), (long) bytes.length)));
    VersionPublished version =
        SampleEvents.version(number)
            .setKind(kind)
            .setFormat("calibrated/3")
            .setHorizon(horizon)
            .setLevels(Arrays.stream(Levels.published()).boxed().toList())
            .setArtifacts(artifacts)
            .build();
    event(version);
    return version;
  }

  void promote(int number) {
    point("champion", number);
  }

  void point(String alias, int number) {
    event(AliasMoved.newBuilder().setAlias(alias).setToVersion(number).setWhy("test").build());
  }

  void event(Object event) {
    topics.produce(
        Topics.MODEL_EVENTS,
        MODEL,
        ModelEvent.newBuilder()
            .setModel(MODEL)
            .setTime(Instant.EPOCH)
            .setWho("test")
            .setEvent(event)
            .build());
  }
}
