package io.foretide.forecaster.versions;

/** A place that a version can be live in: a model's champion, or its challenger in shadow. */
public record ServedAs(String model, String alias) {
  public static final String CHAMPION = "champion";
  public static final String CHALLENGER = "challenger";

  /** What answers requests. */
  public static ServedAs champion(String model) {
    return new ServedAs(model, CHAMPION);
  }

  @Override
  public String toString() {
    return model + "/" + alias;
  }
}
