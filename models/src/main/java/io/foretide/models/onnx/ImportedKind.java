package io.foretide.models.onnx;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Setting;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A model that was trained elsewhere. Nothing is fitted: the settings name the file, and what is
 * fitted elsewhere is opened, checked on the data and backtested here like any other.
 */
public final class ImportedKind extends OptionsKind<ImportedKind.Options> {
  public static final String ID = "onnx";

  /** Settings: the file's SHA-256, its layout, and the last day it was trained on. */
  public static final String GRAPH = "graph";

  public static final String LAYOUT = "layout";
  public static final String TRAINED_UNTIL = "trainedUntil";

  record Options(
      @Setting(value = "", help = "SHA-256 of the ONNX file in the artifact store") String graph,
      @Setting(value = "", help = "Layout as JSON: contextLength, horizon, inputs, outputs ...")
          String layout,
      @Setting(
              value = "",
              help = "Last day it learned from, yyyy-MM-dd: only cutoffs from there on are scored")
          String trainedUntil) {
    Options {
      if (!trainedUntil.isEmpty()) {
        day(trainedUntil);
      }
    }

    private static Instant day(String text) {
      try {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "setting \"trainedUntil\" is a day such as 2024-05-31, not \"" + text + "\"", e);
      }
    }
  }

  private static final KindCard CARD =
      KindCard.of(ID, "Imported network (ONNX)", "imported")
          .useCases("models from PyTorch, scikit-learn or TensorFlow")
          .description(
              "An ONNX file made elsewhere, served by the same code as the networks trained here."
                  + " \"foretide publish-onnx\" stores the file, has it backtested and publishes"
                  + " it.")
          .strengths(
              "whatever can be exported can be served", "calibrated and compared like any kind")
          .weaknesses(
              "does not learn from new data until somebody exports it again",
              "a file that was trained on the data it is scored on looks better than it is, unless"
                  + " trainedUntil is given")
          .bestFor("A team that trains elsewhere.")
          .dataNeeds(
              "A layout that says what the graph reads; float32 tensors with a free batch"
                  + " dimension.")
          .samples(1, 1)
          .explainability("None: the graph is what it is.")
          .paper("ONNX, onnx.ai")
          .build();

  private final Function<String, byte[]> files;

  /**
   * @param files gives a file by its SHA-256
   */
  public ImportedKind(Function<String, byte[]> files) {
    super(CARD, Options.class);
    this.files = files;
  }

  @Override
  public Optional<Instant> learnedUntil(Settings settings) {
    String until = options(settings).trainedUntil();
    return until.isEmpty() ? Optional.empty() : Optional.of(Options.day(until));
  }

  @Override
  public Set<String> knownAhead(Settings settings) {
    Options options = options(settings);
    return options.graph().isEmpty() || options.layout().isEmpty()
        ? Set.of()
        : ImportedGraph.of(files.apply(options.graph()), options.layout(), Step.DAY)
            .layout()
            .knownAhead();
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    Options options = options(settings);
    if (options.graph().isEmpty() || options.layout().isEmpty()) {
      throw new FitException("it is not trained here; publish a file with foretide publish-onnx");
    }
    ImportedGraph graph =
        ImportedGraph.of(files.apply(options.graph()), options.layout(), data.step());
    requireFit(graph.layout(), data, horizon);
    listener.checkCancelled();
    return graph.open(data);
  }

  private static void requireFit(OnnxLayout layout, Dataset data, int horizon) {
    if (!layout.step().equals(data.step())) {
      throw new ImportException(
          "FT-2433",
          "the graph forecasts in steps of " + layout.step() + ", the model in " + data.step());
    }
    if (layout.horizon() < horizon) {
      throw new ImportException(
          "FT-2433",
          "the graph forecasts "
              + layout.horizon()
              + " steps ahead and the model "
              + horizon
              + "; export it with that horizon, or define a model with a shorter one");
    }
  }
}
