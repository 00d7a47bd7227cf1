package io.foretide.models.boosted;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Format {@code lightgbm-direction/1}: {@code direction.json} and LightGBM's text of the trees. */
public final class DirectionFormat implements ModelFormat {
  static final String ID = "lightgbm-direction/1";
  private static final String HEAD = "direction.json";
  private static final String TREES = "trees.txt";
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Head(int horizon, List<String> features, Odds odds) {}

  @Override
  public String id() {
    return ID;
  }

  static void save(ArtifactWriter artifacts, int horizon, Booster booster, Odds odds)
      throws IOException {
    artifacts.write(HEAD, JSON.writeValueAsBytes(new Head(horizon, Sides.names(), odds)));
    artifacts.write(TREES, booster.text().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws IOException if the trees read other features than there are here
   */
  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    Head head = JSON.readValue(artifacts.read(HEAD), Head.class);
    if (!head.features().equals(Sides.names())) {
      throw new IOException(
          "the trees read " + head.features() + ", and here there are " + Sides.names());
    }
    return new DirectionModel(
        head.horizon(),
        Booster.parse(new String(artifacts.read(TREES), StandardCharsets.UTF_8)),
        head.odds(),
        Explanations.read(artifacts));
  }
}
