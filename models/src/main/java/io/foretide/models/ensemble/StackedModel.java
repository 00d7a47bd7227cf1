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
import java.util.stream.IntStream;

/** A weighted mean of members, as {@link EnsembleModel}, whose weights go by the steps ahead. */
final class StackedModel implements ForecastModel, Explainable {
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
  public List<Explanation> explanations() {
    List<String> ahead =
        IntStream.rangeClosed(1, parts.get(0).weights().size())
            .mapToObj(Integer::toString)
            .toList();
    return List.of(
        new Explanation(
            "members",
            "How much each member counts at each step ahead; at every one all add up to 1.",
            Look.lines("Members", "step ahead", "weight"),
            parts.stream().map(Part::kind).toList(),
            ahead,
            parts.stream()
                .map(part -> part.weights().stream().mapToDouble(w -> w).toArray())
                .toArray(double[][]::new)));
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
    Explanations.write(artifacts, explanations());
  }

  @Override
  public void close() {
    members.close();
  }
}
