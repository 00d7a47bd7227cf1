package io.foretide.forecaster.versions;

import io.foretide.models.calibration.CalibratedModel;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Step;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.VersionPublished;
import java.util.List;
import java.util.Optional;

/**
 * A loaded version and who is using it. It is closed, and its native memory freed, once it has been
 * dropped and the last user has let go.
 */
public final class LiveVersion {
  private final VersionPublished published;
  private final ModelDefined definition;
  private final ForecastModel model;
  private final Step step;
  private final double[] levels;
  private int users = 1;

  LiveVersion(VersionPublished published, ModelDefined definition, ForecastModel model) {
    this.published = published;
    this.definition = definition;
    this.model = model;
    this.step = Step.parse(published.getStep());
    this.levels = published.getLevels().stream().mapToDouble(Double::doubleValue).toArray();
  }

  public int number() {
    return published.getVersion();
  }

  public String kind() {
    return published.getKind();
  }

  public ModelDefined definition() {
    return definition;
  }

  public Step step() {
    return step;
  }

  public int horizon() {
    return published.getHorizon();
  }

  /** Ascending; a copy. */
  public double[] levels() {
    return levels.clone();
  }

  /** What its backtest knows of sums; empty for a model that came without a calibration. */
  public Optional<Calibration> calibration() {
    return model instanceof CalibratedModel calibrated
        ? Optional.of(calibrated.calibration())
        : Optional.empty();
  }

  /** One forecast per context, over this version's horizon, at its levels. */
  public List<Forecast> forecast(List<Context> contexts) {
    return model.forecast(contexts, new Horizon(horizon(), step), levels());
  }

  int maxHorizon() {
    return model.maxHorizon();
  }

  /** False if it has been closed already. */
  synchronized boolean acquire() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  synchronized void release() {
    users--;
    if (users == 0) {
      model.close();
    }
  }

  synchronized boolean closed() {
    return users == 0;
  }
}
