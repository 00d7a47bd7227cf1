package io.foretide.models.features;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model reads of bars: which features, over how many steps, and in what scale. It is saved
 * with the model, so that whoever serves it computes what it was trained on, or refuses.
 *
 * @param steps of a window, the last one before the cutoff included
 * @param features their names, in order
 * @param means what is taken from each feature
 * @param deviations what it is then divided by, positive
 * @param proof what each feature says of {@linkplain SampleBars bars that every release makes for
 *     itself}: another formula under the same name is found out by it
 */
public record FeaturePlan(
    int steps,
    List<String> features,
    List<Double> means,
    List<Double> deviations,
    List<Double> proof) {
  /** Fifteen: returns, trend, strength, volatility, volume and the weekday. */
  public static final List<String> STANDARD =
      List.of(
          "log-return-1",
          "log-return-5",
          "momentum-10",
          "rsi-14",
          "macd-12-26",
          "macd-signal-12-26-9",
          "atr-14",
          "bollinger-20",
          "bollinger-width-20",
          "sma-10",
          "sma-50",
          "volatility-20",
          "volume-20",
          "week-sin-1",
          "week-cos-1");

  /** Of the proof, relative: platforms round logarithms and sines otherwise. */
  private static final double SAME = 1e-6;

  private static final ObjectMapper JSON = new ObjectMapper();

  public FeaturePlan {
    features = List.copyOf(features);
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    proof = List.copyOf(proof);
    requireKnown(features);
    if (steps < 1
        || features.isEmpty()
        || means.size() != features.size()
        || deviations.size() != features.size()
        || proof.size() != features.size()
        || deviations.stream().anyMatch(d -> !(d > 0))) {
      throw new FeatureException(
          "FT-2462",
          "a plan has at least one step and one feature, and a mean, a positive deviation and a"
              + " proof for each");
    }
  }

  /**
   * @throws FeatureException FT-2461 if one of them is no feature
   */
  public static void requireKnown(List<String> features) {
    features.forEach(Feature::parse);
  }

  /**
   * Features scaled to mean 0 and deviation 1 over all complete rows of the tables; those that
   * never vary stay as they are. Give it what was known at the cutoff and nothing else.
   *
   * @param tables of these features
   */
  public static FeaturePlan fittedOn(List<String> features, List<FeatureTable> tables, int steps) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int f = 0; f < features.size(); f++) {
      long count = 0;
      double mean = 0;
      double squares = 0;
      for (FeatureTable table : tables) {
        for (int row = table.firstComplete(); row < table.rows(); row++) {
          // Welford's update: no sum of large squares to lose digits in.
          double off = table.at(row, f) - mean;
          mean += off / ++count;
          squares += off * (table.at(row, f) - mean);
        }
      }
      double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
      means.add(mean);
      deviations.add(deviation > 1e-12 ? deviation : 1);
    }
    return new FeaturePlan(steps, features, means, deviations, SampleBars.proof(features));
  }

  /** A feature's value as a network sees it; 0, which is its mean, where there is none. */
  public float scaled(int feature, float value) {
    return Float.isNaN(value)
        ? 0
        : (value - means.get(feature).floatValue()) / deviations.get(feature).floatValue();
  }

  /**
   * @throws FeatureException FT-2462 if these are not the plan's features in the plan's order, over
   *     as many steps
   */
  public void requireSame(List<String> names, int length) {
    if (!features.equals(names) || steps != length) {
      throw new FeatureException(
          "FT-2462",
          "the model was trained on %d steps of the features of bars %s and is given %d of %s; declare those it names, or train anew"
              .formatted(steps, features, length, names));
    }
  }

  /**
   * @throws FeatureException FT-2462 if the other is not this plan, in features or in scale
   */
  public void requireSame(FeaturePlan other) {
    requireSame(other.features, other.steps);
    if (!equals(other)) {
      throw new FeatureException(
          "FT-2462",
          "the model was trained on features of bars in another scale than those beside it; publish"
              + " the plan that was made with it, or train anew");
    }
  }

  /**
   * @throws FeatureException FT-2463 if this release computes one of the features otherwise than
   *     the one that trained the model
   */
  public void requireSameFormulas() {
    List<Double> here = SampleBars.proof(features);
    for (int f = 0; f < here.size(); f++) {
      if (!(Math.abs(here.get(f) - proof.get(f)) <= SAME * Math.max(1e-3, Math.abs(here.get(f))))) {
        throw new FeatureException(
            "FT-2463",
            "the release that trained the model computes %s otherwise (%s of the sample bars, here %s); serve it with that release, or train anew"
                .formatted(features.get(f), proof.get(f), here.get(f)));
      }
    }
  }

  /** As UTF-8 JSON, an artifact of the version. */
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new IllegalStateException("a plan is always writable", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws FeatureException FT-2461 if it names a feature that does not exist here, FT-2462 if it
   *     is no plan
   */
  public static FeaturePlan fromJson(byte[] json) {
    try {
      return JSON.readValue(json, FeaturePlan.class);
    } catch (IOException e) {
      if (e.getCause() instanceof FeatureException known) {
        throw known;
      }
      throw new FeatureException(
          "FT-2462", "its plan of features cannot be read: " + e.getMessage() + "; train anew");
    }
  }
}
