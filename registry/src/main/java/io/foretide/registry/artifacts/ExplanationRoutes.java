package io.foretide.registry.artifacts;

import io.foretide.models.explanation.Look;
import io.foretide.registry.artifacts.ExplanationFiles.Found;
import io.foretide.registry.pictures.Pictures;
import io.foretide.registry.pictures.Theme;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.VersionAt;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import java.util.Arrays;
import java.util.List;

/** How a version comes to its forecasts, over HTTP: as numbers, and drawn. */
public final class ExplanationRoutes implements Api {
  private static final String TAG = "explanations";
  private static final String ALL = "/models/{model}/versions/{version}/explanations";

  private final ExplanationFiles explanations;

  public ExplanationRoutes(Models models, ArtifactStore store) {
    this.explanations = new ExplanationFiles(new VersionFiles(models, store));
  }

  /** Names an explanation in a path. */
  record ExplanationAt(VersionAt version, @Says("Its name, as the list has it.") String name) {}

  /** Names the picture of one. */
  record PictureAt(
      VersionAt version,
      @Says("The explanation's name, as the list has it.") String name,
      @Says(value = "The colours; AUTO is as the reader's system has it.", otherwise = "AUTO")
          Theme theme) {}

  /** An explanation, without its values. */
  @Says("Something that a version tells of how it comes to its forecasts.")
  record ExplanationView(
      @Says("Its name within the version.") String name,
      @Says("The member of the version that tells it; empty where the version is one model.")
          String member,
      @Says("A heading.") String title,
      @Says("What a value is, in a sentence.") String meaning,
      @Says("How it is drawn.") Look.Form form,
      @Says("How many rows.") int rows,
      @Says("How many columns.") int columns,
      @Says("Where its values are.") String path,
      @Says("Where its picture is.") String picture) {
    static ExplanationView of(VersionAt at, Found found) {
      String path =
          "/models/%s/versions/%d/explanations/%s"
              .formatted(at.model(), at.version(), found.name());
      Look look = found.told().look();
      return new ExplanationView(
          found.name(),
          found.member(),
          look.title().isEmpty() ? found.told().name() : look.title(),
          found.told().meaning(),
          look.form(),
          found.told().rows().size(),
          found.told().columns().size(),
          path,
          path + ".svg");
    }
  }

  /** An explanation with its values. */
  @Says("A matrix whose rows and columns have names.")
  record ExplanationValues(
      ExplanationView about,
      @Says("What the rows are.") String rowsAre,
      @Says("What the columns are.") String columnsAre,
      @Says("What the values are, with their unit.") String valuesAre,
      @Says("Names of the rows.") List<String> rows,
      @Says("Names of the columns.") List<String> columns,
      @Says("Row by row.") List<List<Double>> values) {
    static ExplanationValues of(VersionAt at, Found found) {
      Look look = found.told().look();
      return new ExplanationValues(
          ExplanationView.of(at, found),
          look.rows(),
          look.columns(),
          look.values(),
          found.told().rows(),
          found.told().columns(),
          Arrays.stream(found.told().values())
              .map(row -> Arrays.stream(row).boxed().toList())
              .toList());
    }
  }

  @Override
  public List<Route> table() {
    return List.of(
        Route.get(ALL)
            .says(TAG, "What a version tells of how it comes to its forecasts")
            .at(VersionAt.class)
            .answers(
                Answer.list(ExplanationView.class),
                call ->
                    explanations.of(call.at()).stream()
                        .map(found -> ExplanationView.of(call.at(), found))
                        .toList()),
        Route.get(ALL + "/{name}")
            .says(TAG, "An explanation with its values")
            .at(ExplanationAt.class)
            .answers(
                Answer.of(ExplanationValues.class),
                call ->
                    ExplanationValues.of(
                        call.at().version(),
                        explanations.one(call.at().version(), call.at().name()))),
        Route.get(ALL + "/{name}.svg")
            .says(TAG, "An explanation as a picture: heat map, bars or lines")
            .at(PictureAt.class)
            .streams((call, ctx) -> SvgAnswer.write(ctx, draw(call.at())), SvgAnswer.TYPE));
  }

  private String draw(PictureAt at) {
    Found found = explanations.one(at.version(), at.name());
    return Pictures.of(found.told(), found.member(), at.theme());
  }
}
