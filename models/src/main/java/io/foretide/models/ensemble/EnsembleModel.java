package io.foretide.models.ensemble;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.explanation.Look;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.serving.Members;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The weighted mean of its members' means, and of their quantiles at each level (Vincent averaging,
 * Lichtendahl et al. 2013): sharper than a mixture, and calibrated afterwards like every model.
 */
public final class EnsembleModel implements ForecastModel, Explainable {
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
  private final Members members;

  /** Takes ownership of the members: closing this closes them. */
  EnsembleModel(List<Share> shares, Members members) {
    if (shares.size() != members.count()) {
      throw new IllegalArgumentException(
          shares.size() + " shares for " + members.count() + " members");
    }
    this.shares = List.copyOf(shares);
    this.members = members;
  }

  EnsembleModel(List<Share> shares, List<ForecastModel> members) {
    this(shares, new Members(members));
  }

  /** Who has which weight, in the order of the members. */
  public List<Share> shares() {
    return shares;
  }

  /** The members, to be read by a person; they stay this model's. */
  public List<ForecastModel> members() {
    return members.models();
  }

  @Override
  public List<Explanation> explanations() {
    return List.of(
        new Explanation(
            "members",
            "How much each member counts; all add up to 1.",
            Look.bars("Members", "kind", "weight"),
            shares.stream().map(Share::kind).toList(),
            List.of("weight"),
            shares.stream().map(s -> new double[] {s.weight()}).toArray(double[][]::new)));
  }

  @Override
  public String format() {
    return EnsembleFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return members.maxHorizon();
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    return members.sum(contexts, horizon, levels, this::weights);
  }

  private double[] weights(int member, Context context, int steps) {
    double[] weights = new double[steps];
    Arrays.fill(weights, shares.get(member).weight());
    return weights;
  }

  @Override
  public OptionalLong parameters() {
    return members.parameters();
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    artifacts.write(FILE, JSON.writeValueAsBytes(shares));
    members.save(artifacts, WeightedFormat.MEMBERS);
    Explanations.write(artifacts, explanations());
  }

  @Override
  public void close() {
    members.close();
  }
}
