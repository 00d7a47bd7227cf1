package io.foretide.models.ensemble;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The weighted mean of its members' means, and of their quantiles at each level (Vincent averaging,
 * Lichtendahl et al. 2013): sharper than a mixture, and calibrated afterwards like every model.
 */
public final class EnsembleModel implements ForecastModel {
  /**
   * A member's share.
   *
   * @param kind id of the kind, for people; the member is loaded by its format
   * @param weight not negative; all add up to 1
   */
  public record Share(String kind, double weight) {}

  static final String FILE = "ensemble.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Share> shares;
  private final List<ForecastModel> members;

  /** Takes ownership of the members: closing this closes them. */
  EnsembleModel(List<Share> shares, List<ForecastModel> members) {
    if (shares.size() != members.size() || members.isEmpty()) {
      throw new IllegalArgumentException(
          shares.size() + " shares for " + members.size() + " members");
    }
    this.shares = List.copyOf(shares);
    this.members = List.copyOf(members);
  }

  static String folder(int member) {
    return "members/" + member;
  }

  /** Who has which weight, in the order of the members. */
  public List<Share> shares() {
    return shares;
  }

  /** The members, to be read by a person; they stay this model's. */
  public List<ForecastModel> members() {
    return members;
  }

  @Override
  public String format() {
    return EnsembleFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return members.stream().mapToInt(ForecastModel::maxHorizon).min().orElseThrow();
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    List<List<Forecast>> parts = new ArrayList<>();
    for (ForecastModel member : members) {
      parts.add(member.forecast(contexts, horizon, levels));
    }
    List<Forecast> result = new ArrayList<>(contexts.size());
    for (int i = 0; i < contexts.size(); i++) {
      int at = i;
      result.add(combine(parts.stream().map(part -> part.get(at)).toList(), horizon, levels));
    }
    return result;
  }

  private Forecast combine(List<Forecast> parts, Horizon horizon, double[] levels) {
    double[] mean = new double[horizon.steps()];
    double[][] quantiles = new double[levels.length][horizon.steps()];
    for (int m = 0; m < parts.size(); m++) {
      double weight = shares.get(m).weight();
      add(mean, parts.get(m).mean(), weight);
      double[][] rows = parts.get(m).quantiles();
      for (int q = 0; q < levels.length; q++) {
        add(quantiles[q], rows[q], weight);
      }
    }
    Forecast first = parts.get(0);
    return new Forecast(first.series(), first.cutoff(), mean, levels.clone(), quantiles);
  }

  private static void add(double[] sum, double[] values, double weight) {
    for (int h = 0; h < sum.length; h++) {
      sum[h] += weight * values[h];
    }
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    artifacts.write(FILE, JSON.writeValueAsBytes(shares));
    for (int m = 0; m < members.size(); m++) {
      ModelFormats.save(members.get(m), artifacts.in(folder(m)));
    }
  }

  @Override
  public void close() {
    members.forEach(ForecastModel::close);
  }
}
