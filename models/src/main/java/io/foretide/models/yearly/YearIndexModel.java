package io.foretide.models.yearly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.serving.Members;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Models that know only weeks, averaged, times last year's season of all series together. */
final class YearIndexModel implements ForecastModel {
  static final String FILE = "year.json";
  static final String BASES = "bases";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is saved beside the bases. */
  record Saved(long start, int season, int year, int bases, List<Double> total) {}

  private final YearProfile profile;
  private final Members bases;

  /** Takes ownership of the bases. */
  YearIndexModel(YearProfile profile, Members bases) {
    this.profile = profile;
    this.bases = bases;
  }

  @Override
  public String format() {
    return YearIndexFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return bases.maxHorizon();
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    return bases.sum(contexts, horizon, levels, this::weights);
  }

  /** Every base counts alike, in the season that the steps ahead will have. */
  private double[] weights(int base, Context context, int steps) {
    Series history = context.history();
    long origin = history.start() + history.length() - 1;
    double[] weights = new double[steps];
    Arrays.setAll(weights, h -> profile.ratio(origin, h + 1) / bases.count());
    return weights;
  }

  /** Those of the bases; the profile of the year is no more than their data. */
  @Override
  public OptionalLong parameters() {
    return bases.parameters();
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    List<Double> total = Arrays.stream(profile.total()).boxed().toList();
    Saved saved =
        new Saved(profile.start(), profile.season(), profile.year(), bases.count(), total);
    artifacts.write(FILE, JSON.writeValueAsBytes(saved));
    bases.save(artifacts, BASES);
  }

  @Override
  public void close() {
    bases.close();
  }
}
