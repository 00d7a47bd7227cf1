package io.foretide.models.boosted;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelFormat;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Format {@code lightgbm/1}: {@code model.json} with what the features are made of, and one file of
 * LightGBM's own text for each booster: {@code bag-0.txt} …, {@code size.txt}. Beside them lies
 * {@code trees.onnx}, which is not read here, see {@link TreeExport}.
 */
public final class LightGbmFormat implements ModelFormat {
  static final String ID = "lightgbm/1";
  private static final String HEAD = "model.json";
  private static final String SIZE = "size.txt";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param noYear whether the day of the year is no feature; false where it is not told
   */
  private record Head(
      String step,
      int horizon,
      int bags,
      int identityParts,
      List<String> attributes,
      List<TreeMap<String, Integer>> codes,
      long longCycleStart,
      List<Double> longCycle,
      boolean noYear,
      List<Double> spread) {}

  @Override
  public String id() {
    return ID;
  }

  static void save(ArtifactWriter artifacts, Step step, int horizon, Features features, Trees trees)
      throws IOException {
    Categories categories = features.categories();
    Head head =
        new Head(
            step.toString(),
            horizon,
            trees.bags().size(),
            categories.identityParts(),
            categories.attributes(),
            categories.codes().stream().map(code -> new TreeMap<>(code)).toList(),
            features.longCycle().start(),
            features.longCycle().busy(),
            !features.year(),
            trees.spread().quantiles());
    artifacts.write(HEAD, JSON.writeValueAsBytes(head));
    for (int bag = 0; bag < trees.bags().size(); bag++) {
      write(artifacts, bagFile(bag), trees.bags().get(bag));
    }
    write(artifacts, SIZE, trees.size());
  }

  @Override
  public ForecastModel load(ArtifactReader artifacts) throws IOException {
    Head head = JSON.readValue(artifacts.read(HEAD), Head.class);
    Step step = Step.parse(head.step());
    Features features =
        new Features(
            step,
            new Categories(head.identityParts(), head.attributes(), head.codes()),
            LongCycle.read(head.longCycleStart(), head.longCycle()),
            !head.noYear());
    List<Booster> open = new ArrayList<>();
    try {
      for (int bag = 0; bag < head.bags(); bag++) {
        open.add(read(artifacts, bagFile(bag)));
      }
      Booster size = read(artifacts, SIZE);
      return new LightGbmModel(
          step,
          head.horizon(),
          features,
          new Trees(open, size, Spread.read(head.spread())),
          new float[0],
          Explanations.read(artifacts));
    } catch (IOException | RuntimeException e) {
      open.forEach(Booster::close);
      throw e;
    }
  }

  private static String bagFile(int bag) {
    return "bag-" + bag + ".txt";
  }

  private static void write(ArtifactWriter artifacts, String file, Booster booster)
      throws IOException {
    artifacts.write(file, booster.text().getBytes(StandardCharsets.UTF_8));
  }

  private static Booster read(ArtifactReader artifacts, String file) throws IOException {
    return Booster.parse(new String(artifacts.read(file), StandardCharsets.UTF_8));
  }
}
