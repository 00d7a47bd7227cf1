package io.foretide.trainer;

import io.foretide.models.kind.Checkpoints;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A kind whose epochs are counted. */
final class WatchedKind implements ModelKind {
  private final ModelKind kind;
  private final List<List<Integer>> fits = new CopyOnWriteArrayList<>();

  WatchedKind(ModelKind kind) {
    this.kind = kind;
  }

  /** The epochs that were learned, by fit in the order in which they began. */
  List<List<Integer>> epochs() {
    return fits;
  }

  @Override
  public KindCard card() {
    return kind.card();
  }

  @Override
  public SettingsSchema settings() {
    return kind.settings();
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    List<Integer> epochs = new CopyOnWriteArrayList<>();
    fits.add(epochs);
    TrainingListener watching =
        new TrainingListener() {
          @Override
          public void progress(double fraction, String message) {
            listener.progress(fraction, message);
          }

          @Override
          public void epoch(int epoch, int of, Map<String, Double> losses) {
            epochs.add(epoch);
            listener.epoch(epoch, of, losses);
          }

          @Override
          public boolean cancelled() {
            return listener.cancelled();
          }

          @Override
          public Checkpoints checkpoints() {
            return listener.checkpoints();
          }
        };
    return kind.fit(data, horizon, settings, seed, watching);
  }
}
