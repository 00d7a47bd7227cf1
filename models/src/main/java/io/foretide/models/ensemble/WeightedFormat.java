package io.foretide.models.ensemble;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.serving.Members;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Weights in a file of their own, one entry per member; each member below {@value #MEMBERS}.
 *
 * @param <W> what is kept of a member's weight
 */
abstract class WeightedFormat<W> implements ModelFormat {
  static final String MEMBERS = "members";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelFormats formats;
  private final String file;
  private final TypeReference<List<W>> weights;
  private final BiFunction<List<W>, Members, ForecastModel> model;

  /**
   * @param formats those that members may have; this one may be among them
   */
  WeightedFormat(
      ModelFormats formats,
      String file,
      TypeReference<List<W>> weights,
      BiFunction<List<W>, Members, ForecastModel> model) {
    this.formats = formats;
    this.file = file;
    this.weights = weights;
    this.model = model;
  }

  @Override
  public final ForecastModel load(ArtifactReader artifacts) throws IOException {
    List<W> read = JSON.readValue(artifacts.read(file), weights);
    return model.apply(read, Members.load(formats, artifacts, MEMBERS, read.size()));
  }
}
