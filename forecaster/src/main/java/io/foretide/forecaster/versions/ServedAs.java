package io.foretide.forecaster.versions;

import java.util.List;

/**
 * A place that a version can be live in: a model's champion, its challenger in shadow, or its
 * canary.
 */
public record ServedAs(String model, String alias) {
  public static final String CHAMPION = "champion";
  public static final String CHALLENGER = "challenger";

  /** What answers for a share of the series in the champion's place. */
  public static final String CANARY = "canary";

  static final List<String> ALL = List.of(CHAMPION, CHALLENGER, CANARY);

  public boolean isCanary() {
    return alias.equals(CANARY);
  }

  /** What answers requests. */
  public static ServedAs champion(String model) {
    return new ServedAs(model, CHAMPION);
  }

  @Override
  public String toString() {
    return model + "/" + alias;
  }
}
