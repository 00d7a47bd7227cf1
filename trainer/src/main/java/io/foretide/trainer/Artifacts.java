package io.foretide.trainer;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.Artifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Stores a fitted model, having made sure that whoever serves it will be able to. */
final class Artifacts {
  /** Enough to tell a model that forecasts from one that does not. */
  private static final int PROOFS = 3;

  private final ArtifactStore store;
  private final ModelFormats formats;

  /** A model in the store: its format and its files. */
  record Stored(String format, List<Artifact> files) {
    Stored {
      files = List.copyOf(files);
    }
  }

  Artifacts(ArtifactStore store, ModelFormats formats) {
    this.store = store;
    this.formats = formats;
  }

  /**
   * Saves the model, loads what was saved, forecasts a few series with it, and stores it.
   *
   * @throws CodedException FT-1406 if what was saved cannot be loaded or does not forecast
   */
  Stored store(ForecastModel model, Plan plan) {
    MemoryArtifacts saved = new MemoryArtifacts();
    try {
      ModelFormats.save(model, saved);
      prove(saved, plan);
    } catch (IOException e) {
      throw new CodedException(
          "FT-1406", "the model cannot be saved and loaded again: " + e.getMessage(), e);
    }
    List<Artifact> artifacts = new ArrayList<>();
    saved
        .files()
        .forEach(
            (name, content) ->
                artifacts.add(new Artifact(name, store.put(content), (long) content.length)));
    return new Stored(model.format(), artifacts);
  }

  private void prove(MemoryArtifacts saved, Plan plan) throws IOException {
    List<Context> contexts = plan.data().series().stream().limit(PROOFS).map(Context::new).toList();
    try (ForecastModel loaded = formats.load(saved)) {
      Horizon horizon = new Horizon(plan.horizon(), plan.data().step());
      for (Forecast forecast : loaded.forecast(contexts, horizon, plan.levels())) {
        for (int h = 0; h < forecast.steps(); h++) {
          if (!Double.isFinite(forecast.meanAt(h))) {
            throw new CodedException(
                "FT-1406",
                "the model forecasts "
                    + forecast.meanAt(h)
                    + " for "
                    + forecast.series()
                    + ", step "
                    + (h + 1)
                    + "; other settings or another kind may do better");
          }
        }
      }
    }
  }
}
