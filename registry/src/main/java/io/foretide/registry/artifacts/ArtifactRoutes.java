package io.foretide.registry.artifacts;

import io.foretide.registry.versions.ModelAt;
import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.VersionAt;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.Artifact;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Files of versions over HTTP: lists, single ones, and zips. */
public final class ArtifactRoutes implements Api {
  private static final String TAG = "artifacts";
  private static final String BYTES = "application/octet-stream";
  private static final String ZIP = "application/zip";

  private final Models models;
  private final VersionFiles files;

  public ArtifactRoutes(Models models, ArtifactStore store) {
    this.models = models;
    this.files = new VersionFiles(models, store);
  }

  /** Which files are wanted. */
  record Wanted(
      @Says("Only of this model.") Optional<String> model,
      @Says("Only of versions of this kind.") Optional<String> kind,
      @Says("Only those with this text in their name.") Optional<String> search,
      Paging paging) {}

  /** Names a file of a version. */
  record FileAt(VersionAt version, @Says("Name of the file, with slashes.") String name) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/artifacts")
            .says(TAG, "Files of all versions, with sizes and digests")
            .at(Wanted.class)
            .answers(
                Answer.page(ArtifactView.class),
                call -> call.at().paging().of(find(call.at()), ArtifactView::of)),
        Route.get("/artifacts/summary")
            .says(TAG, "All files together: count, bytes, by kind")
            .answers(Answer.of(ArtifactSummary.class), call -> ArtifactSummary.of(all())),
        Route.get("/models/{model}/versions/{version}/artifacts")
            .says(TAG, "Files of a version, with sizes and digests")
            .at(VersionAt.class)
            .answers(Answer.list(ArtifactView.class), call -> views(call.at())),
        Route.get("/models/{model}/versions/{version}/artifacts/<name>")
            .says(TAG, "A file of a version, checked against its digest")
            .at(FileAt.class)
            .streams((call, ctx) -> download(call.at(), ctx), BYTES),
        Route.get("/models/{model}/versions/{version}/artifacts.zip")
            .says(TAG, "All files of a version, with SHA256SUMS")
            .at(VersionAt.class)
            .streams((call, ctx) -> zip(call.at(), ctx), ZIP),
        Route.get("/models/{model}/artifacts.zip")
            .says(TAG, "All files of all versions of a model that are not retired")
            .at(ModelAt.class)
            .streams((call, ctx) -> zip(models.model(call.at().model()), ctx), ZIP));
  }

  private List<PublishedFile> all() {
    return models.all().stream().flatMap(PublishedFile::of).toList();
  }

  private List<PublishedFile> find(Wanted wanted) {
    return models.all().stream()
        .filter(model -> wanted.model().stream().allMatch(model.name()::equals))
        .flatMap(PublishedFile::of)
        .filter(file -> wanted.kind().stream().allMatch(file.kind()::equals))
        .filter(file -> wanted.search().stream().allMatch(file.artifact().getName()::contains))
        .toList();
  }

  private List<ArtifactView> views(VersionAt at) {
    ModelHistory model = models.model(at.model());
    Published version = files.version(at);
    return PublishedFile.of(model, version).map(ArtifactView::of).toList();
  }

  private void download(FileAt at, Context ctx) {
    Artifact file = files.file(at.version(), at.name());
    byte[] content = files.content(file);
    attach(ctx, BYTES, at.name().substring(at.name().lastIndexOf('/') + 1));
    // The digest is the content's name, so a copy that has it is this very file.
    ctx.header("ETag", '"' + file.getSha256() + '"');
    ctx.result(content);
  }

  private void zip(VersionAt at, Context ctx) throws IOException {
    Published version = files.version(at);
    attach(ctx, ZIP, at.model() + "-" + at.version() + ".zip");
    try (Zip zip = new Zip(files, ctx.outputStream())) {
      zip.add("", version);
    }
  }

  private void zip(ModelHistory model, Context ctx) throws IOException {
    attach(ctx, ZIP, model.name() + ".zip");
    try (Zip zip = new Zip(files, ctx.outputStream())) {
      for (Published version : model.versions()) {
        if (!model.retired(version.number())) {
          zip.add(version.number() + "/", version);
        }
      }
    }
  }

  /** Never shown by a browser as a page of this site, whatever it holds. */
  private static void attach(Context ctx, String type, String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    ctx.contentType(type).header("Content-Disposition", "attachment; filename=\"" + safe + "\"");
  }
}
