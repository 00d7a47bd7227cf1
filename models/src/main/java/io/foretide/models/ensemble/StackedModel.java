package io.foretide.models.ensemble;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** A weighted mean of members, as {@link EnsembleModel}, whose weights go by the steps ahead. */
final class StackedModel implements ForecastModel {
  /**
   * A member's part.
   *
   * @param kind id of the kind, for people; the member is loaded by its format
   * @param weights one for each step of the horizon; at each step those of all members add up to 1
   */
  record Part(String kind, List<Double> weights) {
    Part {
      weights = List.copyOf(weights);
    }
  }

  static final String FILE = "stacked.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Part> parts;
  private final Members members;

  /** Takes ownership of the members: closing this closes them. */
  StackedModel(List<Part> parts, Members members) {
    if (parts.size() != members.count()) {
      throw new IllegalArgumentException(
          parts.size() + " parts for " + members.count() + " members");
    }
    this.parts = List.copyOf(parts);
    this.members = members;
  }

  List<Part> parts() {
    return parts;
  }

  /** The members; they stay this model's. */
  List<ForecastModel> members() {
    return members.models();
  }

  @Override
  public String format() {
    return StackedFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return Math.min(parts.get(0).weights().size(), members.maxHorizon());
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    return members.sum(contexts, horizon, levels, this::weights);
  }

  private double[] weights(int member, Context context, int steps) {
    double[] weights = new double[steps];
    Arrays.setAll(weights, parts.get(member).weights()::get);
    return weights;
  }

  @Override
  public OptionalLong parameters() {
    return members.parameters();
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    artifacts.write(FILE, JSON.writeValueAsBytes(parts));
    members.save(artifacts, WeightedFormat.MEMBERS);
  }

  @Override
  public void close() {
    members.close();
  }
}
