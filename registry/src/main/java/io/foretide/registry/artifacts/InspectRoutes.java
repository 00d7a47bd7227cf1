package io.foretide.registry.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.registry.artifacts.ArtifactRoutes.FileAt;
import io.foretide.registry.pictures.Theme;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.VersionAt;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.Artifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks into a version: its settings, its files of JSON, the outline of its networks. */
public final class InspectRoutes implements Api {
  private static final String TAG = "artifacts";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A larger one is to be downloaded: a page could not show it. */
  private static final long LARGEST_JSON = 4 << 20;

  private final Models models;
  private final VersionFiles files;

  public InspectRoutes(Models models, ArtifactStore store) {
    this.models = models;
    this.files = new VersionFiles(models, store);
  }

  /** Names a picture of a version. */
  record PictureAt(
      VersionAt version,
      @Says(value = "The colours; AUTO is as the reader's system has it.", otherwise = "AUTO")
          Theme theme) {}

  @Says("The settings of a version.")
  record SettingsView(
      String kind,
      @Says("Those that were chosen.") Map<String, String> settings,
      long seed,
      String step,
      int horizon,
      List<Double> levels) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/models/{model}/versions/{version}/settings")
            .says(TAG, "The settings that a version was trained with")
            .at(VersionAt.class)
            .answers(Answer.of(SettingsView.class), call -> settings(call.at())),
        Route.get("/models/{model}/versions/{version}/json/<name>")
            .says(TAG, "A file of a version that is JSON, as JSON")
            .at(FileAt.class)
            .answers(Answer.of(JsonNode.class), call -> json(call.at())),
        Route.get("/models/{model}/versions/{version}/summary")
            .says(TAG, "What a version is made of: layers, shapes, parameters")
            .at(VersionAt.class)
            .answers(Answer.of(Architecture.class), call -> architecture(call.at())),
        Route.get("/models/{model}/versions/{version}/architecture.svg")
            .says(TAG, "A picture of what a version is made of: layers, shapes, parameters")
            .at(PictureAt.class)
            .streams((call, ctx) -> SvgAnswer.write(ctx, draw(call.at())), SvgAnswer.TYPE));
  }

  private SettingsView settings(VersionAt at) {
    var version = files.version(at).version();
    return new SettingsView(
        version.getKind(),
        version.getSettings(),
        version.getSeed(),
        version.getStep(),
        version.getHorizon(),
        version.getLevels());
  }

  private JsonNode json(FileAt at) {
    Artifact file = files.file(at.version(), at.name());
    if (file.getBytes() > LARGEST_JSON) {
      throw new CodedException(
          "FT-1806", "%s has %d bytes; download it instead".formatted(at.name(), file.getBytes()));
    }
    try {
      return JSON.readTree(files.content(file));
    } catch (IOException e) {
      throw new CodedException("FT-1806", at.name() + " is no JSON; download it instead", e);
    }
  }

  private Architecture architecture(VersionAt at) {
    Published version = files.version(at);
    List<Network> networks = new ArrayList<>();
    for (Artifact file : files.of(at)) {
      if (file.getName().endsWith(".onnx")) {
        networks.add(network(file));
      }
    }
    return new Architecture(
        at.model(),
        at.version(),
        version.version().getKind(),
        version.version().getFormat(),
        version.version().getSettings(),
        networks.stream().mapToLong(Network::parameters).sum(),
        "/models/%s/versions/%d/architecture.svg".formatted(at.model(), at.version()),
        networks,
        PublishedFile.of(models.model(at.model()), version).map(ArtifactView::of).toList());
  }

  private String draw(PictureAt at) {
    return ArchitecturePicture.draw(architecture(at.version()), at.theme());
  }

  private Network network(Artifact file) {
    try {
      return Network.read(file.getName(), files.content(file));
    } catch (IllegalArgumentException e) {
      throw new CodedException("FT-1807", file.getName() + " is no ONNX file", e);
    }
  }
}
