package io.foretide.models.features;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model reads of bars: which features, over how many of them, and in what scale. It is saved
 * with the model, so that whoever serves it computes what it was trained on, or refuses.
 *
 * @param steps bars in a window, the last one included
 * @param features their names, in order
 * @param means what is taken from each feature
 * @param deviations what it is then divided by, positive
 */
public record FeaturePlan(
    int steps, List<String> features, List<Double> means, List<Double> deviations) {
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

  public static final int STANDARD_STEPS = 60;

  private static final ObjectMapper JSON = new ObjectMapper();

  public FeaturePlan {
    features = List.copyOf(features);
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    features.forEach(Feature::parse);
    if (steps < 1
        || features.isEmpty()
        || means.size() != features.size()
        || deviations.size() != features.size()
        || deviations.stream().anyMatch(d -> !(d > 0))) {
      throw new FeatureException(
          "FT-2462",
          "a plan has at least one step and one feature, and a mean and a positive deviation for each");
    }
  }

  /**
   * Features scaled to mean 0 and deviation 1 over all complete rows of the tables; those that
   * never vary stay as they are. Give it what was known at the cutoff and nothing else.
   */
  public static FeaturePlan fittedOn(List<FeatureTable> tables, int steps) {
    List<String> names = tables.get(0).names();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int f = 0; f < names.size(); f++) {
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
    return new FeaturePlan(steps, names, means, deviations);
  }

  /** Whether the window that ends at the row is complete. */
  public boolean hasWindow(FeatureTable table, int row) {
    return row < table.rows() && row - steps + 1 >= table.firstComplete();
  }

  /**
   * Writes the scaled window that ends at the row into {@code out}, from {@code at}, {@code
   * [steps][features]}.
   *
   * @throws FeatureException FT-2462 if the table's features are not the plan's
   */
  public void window(FeatureTable table, int row, float[] out, int at) {
    requireSame(table.names());
    int place = at;
    for (int r = row - steps + 1; r <= row; r++) {
      for (int f = 0; f < features.size(); f++) {
        out[place++] = (float) ((table.at(r, f) - means.get(f)) / deviations.get(f));
      }
    }
  }

  /**
   * @throws FeatureException FT-2462 if these are not the plan's features in the plan's order
   */
  public void requireSame(List<String> names) {
    if (!features.equals(names)) {
      throw new FeatureException(
          "FT-2462",
          "the model was trained on the features %s and is given %s; compute those it names, or train anew"
              .formatted(features, names));
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
      throw new FeatureException("FT-2462", "a plan of features cannot be read: " + e.getMessage());
    }
  }
}
