package io.foretide.models.yearly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Models that know only weeks, averaged, times last year's season of all series together. */
final class YearIndexModel implements ForecastModel {
  static final String FILE = "year.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is saved beside the bases. */
  record Saved(long start, int season, int year, int bases, List<Double> total) {}

  private final YearProfile profile;
  private final List<ForecastModel> bases;

  /** Takes ownership of the bases. */
  YearIndexModel(YearProfile profile, List<ForecastModel> bases) {
    this.profile = profile;
    this.bases = List.copyOf(bases);
  }

  static String folder(int base) {
    return "bases/" + base;
  }

  @Override
  public String format() {
    return YearIndexFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return bases.stream().mapToInt(ForecastModel::maxHorizon).min().orElseThrow();
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    List<List<Forecast>> parts = new ArrayList<>();
    for (ForecastModel base : bases) {
      parts.add(base.forecast(contexts, horizon, levels));
    }
    List<Forecast> result = new ArrayList<>(contexts.size());
    for (int i = 0; i < contexts.size(); i++) {
      Series history = contexts.get(i).history();
      double[] share = new double[horizon.steps()];
      long origin = history.start() + history.length() - 1;
      Arrays.setAll(share, h -> profile.ratio(origin, h + 1) / bases.size());
      double[] mean = new double[horizon.steps()];
      double[][] quantiles = new double[levels.length][horizon.steps()];
      for (List<Forecast> part : parts) {
        add(mean, part.get(i).mean(), share);
        double[][] rows = part.get(i).quantiles();
        for (int q = 0; q < levels.length; q++) {
          add(quantiles[q], rows[q], share);
        }
      }
      result.add(new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles));
    }
    return result;
  }

  private static void add(double[] sum, double[] values, double[] share) {
    for (int h = 0; h < sum.length; h++) {
      sum[h] += share[h] * values[h];
    }
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    List<Double> total = Arrays.stream(profile.total()).boxed().toList();
    Saved saved = new Saved(profile.start(), profile.season(), profile.year(), bases.size(), total);
    artifacts.write(FILE, JSON.writeValueAsBytes(saved));
    for (int b = 0; b < bases.size(); b++) {
      ModelFormats.save(bases.get(b), artifacts.in(folder(b)));
    }
  }

  @Override
  public void close() {
    bases.forEach(ForecastModel::close);
  }
}
