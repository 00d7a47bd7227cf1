package io.foretide.models.serving;

import io.foretide.models.kind.ArtifactReader;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The models that a model consists of: saved, asked and closed together. */
public final class Members implements AutoCloseable {
  private final List<ForecastModel> models;

  /** Takes ownership: closing this closes them. */
  public Members(List<ForecastModel> models) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a model of other models needs one at least");
    }
    this.models = List.copyOf(models);
  }

  /**
   * Reads what {@link #save} wrote into the same folder; where one of them cannot be loaded, those
   * before it are closed.
   */
  public static Members load(
      ModelFormats formats, ArtifactReader artifacts, String folder, int count) throws IOException {
    List<ForecastModel> loaded = new ArrayList<>();
    try {
      for (int m = 0; m < count; m++) {
        loaded.add(formats.load(artifacts.in(folder + "/" + m)));
      }
      return new Members(loaded);
    } catch (IOException | RuntimeException e) {
      loaded.forEach(ForecastModel::close);
      throw e;
    }
  }

  /** Each into a folder of its own, {@code folder/0} and on. */
  public void save(ArtifactWriter artifacts, String folder) throws IOException {
    for (int m = 0; m < models.size(); m++) {
      ModelFormats.save(models.get(m), artifacts.in(folder + "/" + m));
    }
  }

  /** To be read; they stay this object's. */
  public List<ForecastModel> models() {
    return models;
  }

  public int count() {
    return models.size();
  }

  /** How many numbers all of them learned; empty where one does not count them. */
  public OptionalLong parameters() {
    return models.stream().allMatch(model -> model.parameters().isPresent())
        ? OptionalLong.of(models.stream().mapToLong(m -> m.parameters().getAsLong()).sum())
        : OptionalLong.empty();
  }

  /** As far as all of them can see. */
  public int maxHorizon() {
    return models.stream().mapToInt(ForecastModel::maxHorizon).min().orElseThrow();
  }

  /** How much each member counts for a context at each step ahead, {@code double[steps]}. */
  @FunctionalInterface
  public interface Weights {
    double[] of(int member, Context context, int steps);
  }

  /** The weighted sum of their means, and of their quantiles at each level. */
  public List<Forecast> sum(
      List<Context> contexts, Horizon horizon, double[] levels, Weights weights) {
    List<List<Forecast>> parts = new ArrayList<>();
    for (ForecastModel model : models) {
      parts.add(model.forecast(contexts, horizon, levels));
    }
    int steps = horizon.steps();
    List<Forecast> sums = new ArrayList<>(contexts.size());
    for (int i = 0; i < contexts.size(); i++) {
      double[] mean = new double[steps];
      double[][] quantiles = new double[levels.length][steps];
      for (int m = 0; m < parts.size(); m++) {
        double[] weight = weights.of(m, contexts.get(i), steps);
        add(mean, parts.get(m).get(i).mean(), weight);
        double[][] rows = parts.get(m).get(i).quantiles();
        for (int q = 0; q < levels.length; q++) {
          add(quantiles[q], rows[q], weight);
        }
      }
      Forecast first = parts.get(0).get(i);
      sums.add(new Forecast(first.series(), first.cutoff(), mean, levels.clone(), quantiles));
    }
    return sums;
  }

  private static void add(double[] sum, double[] values, double[] weight) {
    for (int h = 0; h < sum.length; h++) {
      sum[h] += weight[h] * values[h];
    }
  }

  @Override
  public void close() {
    models.forEach(ForecastModel::close);
  }
}
