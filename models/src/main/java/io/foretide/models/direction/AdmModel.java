package io.foretide.models.direction;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.explanation.Look;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.market.MarketModel;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where every series stood at the end of the fit. A forecast goes on from there through the bars
 * that came since; a series that it cannot go on with is followed from its beginning.
 */
final class AdmModel extends MarketModel {
  static final String FILE = "trackers.bin";
  static final String OPTIONS = "options.json";

  private final AdmOptions options;
  private final Map<String, Tracker> trackers;

  /**
   * @param trackers by series; nobody else may use them
   */
  AdmModel(AdmOptions options, Map<String, Tracker> trackers) {
    this.options = options;
    this.trackers = new TreeMap<>(trackers);
  }

  /** Where the series stand at the end of this data. */
  AdmModel followed(Dataset data, TrainingListener listener) {
    Map<String, Tracker> followed = new TreeMap<>();
    for (Series series : data.series()) {
      listener.checkCancelled();
      followed.put(series.id().text(), at(series));
      listener.progress((double) followed.size() / data.series().size(), series.id().text());
    }
    return new AdmModel(options, followed);
  }

  @Override
  public String format() {
    return AdmFormat.ID;
  }

  @Override
  protected Forecast forecast(Series history, int steps, double[] levels, double[] deviations) {
    double[][] values = at(history).ahead(steps, deviations);
    double[][] quantiles = Arrays.copyOfRange(values, 1, values.length);
    return new Forecast(history.id(), history.end(), values[0], levels.clone(), quantiles);
  }

  private Tracker at(Series history) {
    Tracker known = trackers.get(history.id().text());
    Tracker tracker =
        known != null && known.canFollow(history) ? known.copy() : Tracker.of(history, options);
    tracker.follow(history);
    return tracker;
  }

  /** How likely the walk and everything else was for each series when the fit ended. */
  @Override
  public List<Explanation> explanations() {
    return List.of(
        new Explanation(
            "regressions",
            "How likely it is that a series is a random walk, or follows any of the regressions.",
            Look.bars("Walk or not", "series", "probability"),
            List.copyOf(trackers.keySet()),
            List.of("random walk", "regressions"),
            trackers.values().stream()
                .map(Tracker::weights)
                .map(weights -> new double[] {weights[0], 1 - weights[0]})
                .toArray(double[][]::new)));
  }

  /** The coefficients of the largest regressions and the weights, of every series. */
  @Override
  public OptionalLong parameters() {
    return OptionalLong.of(
        trackers.values().stream().mapToLong(tracker -> tracker.weights().length).sum());
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(trackers.size());
    for (Map.Entry<String, Tracker> entry : trackers.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
    artifacts.write(FILE, bytes.toByteArray());
    artifacts.write(OPTIONS, AdmFormat.JSON.writeValueAsBytes(options));
    Explanations.write(artifacts, explanations());
  }
}
