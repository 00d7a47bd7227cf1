package io.foretide.forecaster.versions;

import io.foretide.models.features.FeatureException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import io.foretide.models.serving.UnknownFormatException;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.artifacts.StoreUnavailableException;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.VersionPublished;
import java.io.IOException;

/** From a published version to a model in memory, or a refusal that says why not. */
final class VersionLoader {
  private final ArtifactStore store;
  private final ModelFormats formats;

  VersionLoader(ArtifactStore store, ModelFormats formats) {
    this.store = store;
    this.formats = formats;
  }

  /**
   * @throws RefusedException FT-1510 unknown format, FT-1511 unreadable content, FT-1512 a step or
   *     horizon that is not the model's, FT-2461 to FT-2463 features of bars that are not those it
   *     was trained on, FT-1514 retired, FT-1515 no definition, FT-1602 no such version; FT-1801,
   *     FT-1802 an artifact is missing or damaged
   * @throws StoreUnavailableException FT-1804: nothing can be said about the version yet
   */
  LiveVersion load(String model, ModelHistory history, int number) {
    VersionPublished version =
        history
            .version(number)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "FT-1602",
                        "model "
                            + model
                            + " has no version "
                            + number
                            + "; see foretide versions"));
    ModelDefined definition =
        history
            .definition()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "FT-1515", "model " + model + " was never defined: define it first"));
    if (history.isRetired(number)) {
      throw new RefusedException(
          "FT-1514", "version " + number + " of " + model + " is retired; promote another");
    }
    checkFits(model, version, definition);
    LiveVersion live = new LiveVersion(version, definition, open(model, version));
    if (live.maxHorizon() < version.getHorizon()) {
      live.release();
      throw new RefusedException(
          "FT-1512",
          "version %d of %s was published with a horizon of %d steps, but its model reaches %d; train anew"
              .formatted(number, model, version.getHorizon(), live.maxHorizon()));
    }
    return live;
  }

  private static void checkFits(String model, VersionPublished version, ModelDefined definition) {
    boolean sameStep = Step.parse(version.getStep()).equals(Step.parse(definition.getStep()));
    if (!sameStep || version.getHorizon() < definition.getHorizon()) {
      throw new RefusedException(
          "FT-1512",
          "version %d forecasts %d steps of %s, but %s is defined as %d steps of %s; train anew"
              .formatted(
                  version.getVersion(),
                  version.getHorizon(),
                  version.getStep(),
                  model,
                  definition.getHorizon(),
                  definition.getStep()));
    }
  }

  private ForecastModel open(String model, VersionPublished version) {
    MemoryArtifacts files = new MemoryArtifacts();
    for (Artifact artifact : version.getArtifacts()) {
      files.write(artifact.getName(), fetch(artifact));
    }
    try {
      return formats.load(files);
    } catch (UnknownFormatException e) {
      throw new RefusedException(
          "FT-1510", e.getMessage() + "; upgrade this forecaster, or promote another version", e);
    } catch (FeatureException e) {
      throw new RefusedException(
          e.code(), "version %d of %s: %s".formatted(version.getVersion(), model, e.problem()), e);
    } catch (IOException | RuntimeException e) {
      throw new RefusedException(
          "FT-1511",
          "version %d of %s cannot be read as %s: %s; train anew"
              .formatted(version.getVersion(), model, version.getFormat(), e),
          e);
    }
  }

  private byte[] fetch(Artifact artifact) {
    try {
      return store.get(artifact.getSha256());
    } catch (StoreUnavailableException e) {
      // Not the version's fault, so not a refusal.
      throw e;
    } catch (CodedException e) {
      throw new RefusedException(e.code(), artifact.getName() + ": " + e.getMessage(), e);
    }
  }
}
